/** The pipeline's own metrics: functions write them into their logs, alarms read them. */

export const metricNamespace = 'Dunlin';

/** Every metric has this one dimension, so that the stages of one account are apart. */
export const metricDimension = 'Stage';

export const metricNames = {
  /** A case waits for a person. */
  personNeeded: 'PersonNeeded',
  /** Reminders and check-ins that went out. */
  messagesSent: 'MessagesSent',
  /** Open cases at the moment of counting; written also when it is zero. */
  openCases: 'OpenCases',
} as const;
