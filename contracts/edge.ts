/** What CloudFront and the API agree on, where CloudFront stands before the API. */

/** The header that CloudFront adds to each request; what a caller puts there itself is overwritten. */
export const EDGE_HEADER = 'x-dunlin-edge';
