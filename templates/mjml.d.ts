/** The one call of MJML that is made here; it comes without types. */
declare module 'mjml' {
  interface Options {
    readonly fonts: Readonly<Record<string, string>>;
    readonly validationLevel: 'strict' | 'soft' | 'skip';
  }
  interface Made {
    readonly html: string;
    readonly errors: readonly { readonly formattedMessage: string }[];
  }
  function mjml(source: string, options: Options): Promise<Made>;
  export = mjml;
}
