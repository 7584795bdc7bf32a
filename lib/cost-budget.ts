/** A monthly budget over all costs of the account, which rings the alarms before the bill does. */
import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

/** Per cent of the budget: what was spent so far, and what AWS expects for the whole month. */
const rings = [
  { notificationType: 'ACTUAL', threshold: 80 },
  { notificationType: 'ACTUAL', threshold: 100 },
  { notificationType: 'FORECASTED', threshold: 100 },
] as const;

export interface CostBudgetProps {
  /** US dollars. */
  readonly monthlyBudget: number;
  readonly alarms: ITopic;
}

export class CostBudget extends Construct {
  constructor(scope: Construct, id: string, { monthlyBudget, alarms }: CostBudgetProps) {
    super(scope, id);
    new CfnBudget(this, 'Budget', {
      budget: {
        budgetType: 'COST',
        timeUnit: 'MONTHLY',
        // The whole account: a filter by tag counts nothing until somebody activates the tag for billing.
        budgetLimit: { amount: monthlyBudget, unit: 'USD' },
      },
      notificationsWithSubscribers: rings.map((ring) => ({
        notification: { ...ring, comparisonOperator: 'GREATER_THAN', thresholdType: 'PERCENTAGE' },
        subscribers: [{ subscriptionType: 'SNS', address: alarms.topicArn }],
      })),
    });
  }
}
