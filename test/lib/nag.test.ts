/** The template against rules that were written elsewhere: cdk-nag's AwsSolutions pack and CloudFormation's own validator. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { stages } from '../../lib/stages.ts';
import { synthesize, synthesizeAnew } from './synthesis.ts';

describe.each(Object.keys(stages))('the template of %s', (stage) => {
  const { app } = synthesize(stage);

  it('has no finding of cdk-nag without a reason at the resource', () => {
    const { violations } = new AwsSolutionsChecks().validateScope(app);
    const findings = violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) => `${ruleName} at ${constructPath}`),
    );
    expect(findings).toEqual([]);
  });

  it('gives a reason of more than a word wherever a rule is acknowledged', () => {
    const reasons = app.node
      .findAll()
      .flatMap(({ node }) => node.metadata)
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.values<string>(data));
    expect(reasons.length).toBeGreaterThan(10);
    expect(reasons.filter((reason) => reason.split(' ').length < 6)).toEqual([]);
  });
});

it('is accepted by the validator of CloudFormation', () => {
  process.env.CDK_VALIDATION = 'true';
  const reports: unknown[] = [];
  const look = (outdir: string) => {
    reports.push(JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8')));
  };
  synthesizeAnew('prod', { look });
  process.env.CDK_VALIDATION = 'false';
  expect(reports).toEqual([expect.objectContaining({ pluginReports: [] })]);
});
