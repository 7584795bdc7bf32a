/** What each route is for, what it takes and what it answers, as the API's documentation says it. */
import * as z from 'zod';
import { CustomersAnswer, CustomersRequest } from '../api/customers.ts';
import { HoldAnswer, HoldRequest, ResumeAnswer } from '../api/holds.ts';
import { InvoicesAnswer, InvoicesRequest } from '../api/invoices.ts';
import { PaymentsAnswer, PaymentsRequest } from '../api/payments.ts';
import {
  MovesAnswer,
  MovesRequest,
  PinAnswer,
  PinRequest,
  PoliciesAnswer,
  PolicyAnswer,
  PolicyBody,
  PublishAnswer,
  PublishQuery,
  SegmentsAnswer,
  SegmentsQuery,
  SetSegmentsAnswer,
} from '../api/policies.ts';
import { InvoicesQuery, TasksQuery } from '../api/queries.ts';
import type { RouteKey } from '../api/routes.ts';
import {
  DisputeAnswer,
  DisputeRequest,
  PromiseAnswer,
  PromiseRequest,
  ReplyAnswer,
  ReplyRequest,
} from '../api/silence.ts';
import { StepAnswer, StepRequest } from '../api/steps.ts';
import { SyncCheckAnswer, SyncCheckRequest } from '../api/sync-checks.ts';
import { OutcomeRequest, TasksAnswer, TaskView } from '../api/tasks.ts';
import { CustomerView, InvoicesPage, InvoiceView, MessageView, TimelineAnswer } from '../api/views.ts';
import { SegmentsDocument } from '../policy/segments.ts';
import * as example from './examples.ts';

type Content = {
  readonly name: string;
  readonly schema: z.ZodType;
  readonly example: unknown;
  /** A page for people instead of JSON. */
  readonly page?: boolean;
  /** Sent by a form instead of as JSON. */
  readonly form?: boolean;
};

export type Operation = {
  readonly summary: string;
  readonly detail?: string;
  readonly query?: z.ZodObject;
  readonly takes?: Content;
  readonly answers: Content;
  /** Refusals beyond those that every route with a key or a body has. */
  readonly refusals?: readonly number[];
  /** Refusals that are pages for people. */
  readonly pages?: readonly number[];
};

const holdTaken = { name: 'HoldRequest', schema: HoldRequest, example: example.holdRequest };
const holdPlaced = { name: 'HoldAnswer', schema: HoldAnswer, example: example.holdAnswer };
const holdLifted = { name: 'HoldAnswer', schema: HoldAnswer, example: example.liftAnswer };

/** Wrong, used up or too late, or at odds with the present state; nothing of it tells which link was nearly right. */
const LINK_PAGES = [404, 409, 410, 503];
const linkPage: Content = { name: 'Page', schema: z.string(), example: '<!doctype html>…', page: true };
export const LinkForm = z.object({
  on: z.string().optional(),
  amount: z.string().optional(),
  reason: z.string().optional(),
  outcome: z.string().optional(),
  note: z.string().optional(),
});

export const StripeEvent = z.looseObject({ id: z.string(), type: z.string() });
export const Received = z.object({ received: z.boolean() });
export const AnyDocument = z.looseObject({ openapi: z.string() });

const rowByRow =
  'Up to 500 rows. Each row stands by itself: good rows are kept beside bad ones, and the answer says which is which. ' +
  'A field that is null counts as left out; a field that is not known is refused.';

export const OPERATIONS: Readonly<Record<RouteKey, Operation>> = {
  'POST /v1/invoices': {
    summary: 'Push invoices',
    detail: `${rowByRow} The same body twice changes nothing, and older data changes nothing.`,
    takes: { name: 'InvoicesRequest', schema: InvoicesRequest, example: example.invoicesRequest },
    answers: { name: 'InvoicesAnswer', schema: InvoicesAnswer, example: example.invoicesAnswer },
    refusals: [413],
  },
  'POST /v1/customers': {
    summary: 'Push customers',
    detail: rowByRow,
    takes: { name: 'CustomersRequest', schema: CustomersRequest, example: example.customersRequest },
    answers: { name: 'CustomersAnswer', schema: CustomersAnswer, example: example.customersAnswer },
    refusals: [413],
  },
  'POST /v1/payments': {
    summary: 'Report payments',
    detail: `${rowByRow} Money for an invoice not known yet, or above what is owed, is kept and applied when it fits.`,
    takes: { name: 'PaymentsRequest', schema: PaymentsRequest, example: example.paymentsRequest },
    answers: { name: 'PaymentsAnswer', schema: PaymentsAnswer, example: example.paymentsAnswer },
    refusals: [413],
  },
  'POST /v1/webhooks/stripe/{creditorId}': {
    summary: 'Stripe’s webhook',
    detail: 'Authenticated by the Stripe-Signature header over the raw body; answered once the money is stored.',
    takes: { name: 'StripeEvent', schema: StripeEvent, example: { id: 'evt_1', type: 'payment_intent.succeeded' } },
    answers: { name: 'Received', schema: Received, example: { received: true } },
    refusals: [400, 404, 422],
  },
  'GET /v1/invoices': {
    summary: 'List invoices',
    query: InvoicesQuery,
    answers: { name: 'InvoicesPage', schema: InvoicesPage, example: example.invoicesPage },
    refusals: [400],
  },
  'GET /v1/invoices/{id}': {
    summary: 'One invoice with its case, and why it stands where it stands',
    answers: { name: 'Invoice', schema: InvoiceView, example: example.invoiceAnswer },
    refusals: [404],
  },
  'GET /v1/invoices/{id}/timeline': {
    summary: 'Everything that happened to an invoice, and whether the record is whole',
    answers: { name: 'Timeline', schema: TimelineAnswer, example: example.timelineAnswer },
    refusals: [404],
  },
  'PUT /v1/invoices/{id}/hold': {
    summary: 'Hold an invoice: nothing is sent for it',
    takes: holdTaken,
    answers: holdPlaced,
    refusals: [404, 409],
  },
  'DELETE /v1/invoices/{id}/hold': {
    summary: 'Lift the hold of an invoice',
    answers: holdLifted,
    refusals: [404, 409],
  },
  'PUT /v1/invoices/{id}/dispute': {
    summary: 'Dispute an invoice or a part of it',
    detail: 'Of the whole, nothing is sent until it is settled; of an amount, the rest is still asked for.',
    takes: { name: 'DisputeRequest', schema: DisputeRequest, example: example.disputeRequest },
    answers: { name: 'DisputeAnswer', schema: DisputeAnswer, example: example.disputeAnswer },
    refusals: [404, 409],
  },
  'DELETE /v1/invoices/{id}/dispute': {
    summary: 'Settle the dispute of an invoice',
    answers: { name: 'DisputeAnswer', schema: DisputeAnswer, example: example.settledAnswer },
    refusals: [404, 409],
  },
  'PUT /v1/invoices/{id}/promise': {
    summary: 'Record a promise to pay',
    detail:
      'Nothing is sent until the day and the days of grace after it are over. A new promise takes the place of the one before. ' +
      'After as many broken ones as the policy names, another is recorded and not relied upon.',
    takes: { name: 'PromiseRequest', schema: PromiseRequest, example: example.promiseRequest },
    answers: { name: 'PromiseAnswer', schema: PromiseAnswer, example: example.promiseAnswer },
    refusals: [404, 409],
  },
  'DELETE /v1/invoices/{id}/promise': {
    summary: 'Take a promise to pay back',
    answers: { name: 'PromiseAnswer', schema: PromiseAnswer, example: example.withdrawnAnswer },
    refusals: [404, 409],
  },
  'POST /v1/invoices/{id}/resume': {
    summary: 'Wake a case that waits for a person',
    answers: { name: 'ResumeAnswer', schema: ResumeAnswer, example: example.resumeAnswer },
    refusals: [404, 409],
  },
  'POST /v1/invoices/{id}/steps/{stepId}': {
    summary: 'Approve a step, leave it out, or have it at once',
    detail:
      'A step sent now does not wait for its day; it waits for the customer’s hours, the gap and every reason to be silent.',
    takes: { name: 'StepRequest', schema: StepRequest, example: example.stepRequest },
    answers: { name: 'StepAnswer', schema: StepAnswer, example: example.stepAnswer },
    refusals: [404, 409],
  },
  'GET /v1/customers/{id}': {
    summary: 'One customer',
    answers: { name: 'Customer', schema: CustomerView, example: example.customerAnswer },
    refusals: [404],
  },
  'PUT /v1/customers/{id}/hold': {
    summary: 'Hold a customer: nothing is sent for any of its invoices',
    takes: holdTaken,
    answers: holdPlaced,
    refusals: [404, 409],
  },
  'DELETE /v1/customers/{id}/hold': {
    summary: 'Lift the hold of a customer',
    answers: holdLifted,
    refusals: [404, 409],
  },
  'PUT /v1/customers/{id}/reply': {
    summary: 'Note that a customer wrote back and waits for an answer: nothing is sent meanwhile',
    takes: { name: 'ReplyRequest', schema: ReplyRequest, example: example.replyRequest },
    answers: { name: 'ReplyAnswer', schema: ReplyAnswer, example: example.replyAnswer },
    refusals: [404, 409],
  },
  'DELETE /v1/customers/{id}/reply': {
    summary: 'Note that the customer was answered',
    answers: { name: 'ReplyAnswer', schema: ReplyAnswer, example: example.answeredAnswer },
    refusals: [404, 409],
  },
  'POST /v1/sync-checks': {
    summary: 'Hold the ERP’s totals against the books',
    detail: 'While they differ, nothing is sent for the creditor; a later check that agrees ends that by itself.',
    takes: { name: 'SyncCheckRequest', schema: SyncCheckRequest, example: example.syncCheckRequest },
    answers: { name: 'SyncCheckAnswer', schema: SyncCheckAnswer, example: example.syncCheckAnswer },
    refusals: [404],
  },
  'GET /v1/messages/{id}': {
    summary: 'A message as it was sent',
    answers: { name: 'Message', schema: MessageView, example: example.messageAnswer },
    refusals: [404],
  },
  'GET /v1/tasks': {
    summary: 'List the tasks that wait for people',
    query: TasksQuery,
    answers: { name: 'TasksAnswer', schema: TasksAnswer, example: example.tasksAnswer },
    refusals: [400],
  },
  'POST /v1/tasks/{id}/outcome': {
    summary: 'Report what came of a task; the path does not wait for it',
    takes: { name: 'OutcomeRequest', schema: OutcomeRequest, example: example.outcomeRequest },
    answers: { name: 'Task', schema: TaskView, example: example.taskAnswer },
    refusals: [404, 409],
  },
  'GET /v1/links/{token}': {
    summary: 'The page of a signed link: what it will do',
    detail: 'Mailed to colleagues. Looking changes nothing, for mail scanners follow links.',
    answers: linkPage,
    pages: LINK_PAGES,
  },
  'POST /v1/links/{token}': {
    summary: 'What a signed link says is done, once',
    detail: 'Sent by the form of the link’s page; every way in which a link can be wrong is answered alike.',
    takes: { name: 'LinkForm', schema: LinkForm, example: example.linkForm, form: true },
    answers: linkPage,
    pages: [400, ...LINK_PAGES],
  },
  'GET /v1/policies': {
    summary: 'The live version of each policy',
    answers: { name: 'PoliciesAnswer', schema: PoliciesAnswer, example: example.policiesAnswer },
  },
  'GET /v1/policies/{id}': {
    summary: 'A policy with its versions',
    answers: { name: 'PolicyAnswer', schema: PolicyAnswer, example: example.policyAnswer },
    refusals: [404],
  },
  'PUT /v1/policies/{id}': {
    summary: 'Publish a policy: a version that never changes, and is live at once',
    detail:
      'The body is a policy document (docs/policy.md) as JSON. Problems say line, column and field. With move-to-new the first hundred cases in flight are looked at here; the answer’s `next` goes on.',
    query: PublishQuery,
    takes: { name: 'PolicyBody', schema: PolicyBody, example: example.policyBody },
    answers: { name: 'PublishAnswer', schema: PublishAnswer, example: example.publishAnswer },
    refusals: [409],
  },
  'POST /v1/policies/{id}/moves': {
    summary: 'Bring the next hundred open cases to where they belong',
    takes: { name: 'MovesRequest', schema: MovesRequest, example: {} },
    answers: { name: 'MovesAnswer', schema: MovesAnswer, example: { looked: 100, moved: 12, next: null } },
    refusals: [404],
  },
  'GET /v1/segments': {
    summary: 'Which customers walk which policy, in their order',
    answers: { name: 'SegmentsAnswer', schema: SegmentsAnswer, example: example.segments },
  },
  'PUT /v1/segments': {
    summary: 'Set the segments; the first that matches wins',
    detail:
      'Cases that have not begun, and those whose rehearsal is over, are brought to where they belong: the first hundred open invoices are looked at here, and the same request with the answer’s `next` as `after` goes on. A case that nobody walked follows at its own next look.',
    query: SegmentsQuery,
    takes: { name: 'SegmentsRequest', schema: SegmentsDocument, example: example.segments },
    answers: {
      name: 'SetSegmentsAnswer',
      schema: SetSegmentsAnswer,
      example: { ...example.segments, moved: 12, next: null },
    },
    refusals: [409],
  },
  'PUT /v1/customers/{id}/pin': {
    summary: 'Put a customer into a segment, whatever the conditions say',
    takes: { name: 'PinRequest', schema: PinRequest, example: { segmentId: 'key-accounts' } },
    answers: { name: 'PinAnswer', schema: PinAnswer, example: { segmentId: 'key-accounts', moved: 2 } },
    refusals: [404],
  },
  'DELETE /v1/customers/{id}/pin': {
    summary: 'Take the pin of a customer away',
    answers: { name: 'PinAnswer', schema: PinAnswer, example: { segmentId: null, moved: 0 } },
    refusals: [404],
  },
  'GET /v1/openapi.json': {
    summary: 'This document',
    answers: { name: 'OpenApi', schema: AnyDocument, example: { openapi: '3.1.0' } },
  },
};
