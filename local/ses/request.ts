/** What SendEmail takes: the fields that are played; any other field (templates, tenants, endpoints) is refused by name. */
import { z } from 'zod';

const Text = z.strictObject({ Data: z.string(), Charset: z.string().optional() });

const Header = z
  .strictObject({
    Name: z.string().regex(/^[!-9;-@A-~]{1,126}$/, 'expected 1 to 126 printable ASCII characters and no colon'),
    Value: z.string().regex(/^[ -~]{1,995}$/, 'expected 1 to 995 printable ASCII characters'),
  })
  .refine(({ Name, Value }) => Name.length + Value.length <= 996, 'expected at most 996 characters in name and value');

const Attachment = z.strictObject({
  RawContent: z.base64(),
  FileName: z.string().min(1).max(255),
  ContentType: z.string().max(78).optional(),
  ContentDisposition: z.enum(['ATTACHMENT', 'INLINE']).optional(),
  ContentDescription: z.string().max(1000).optional(),
  ContentId: z.string().max(78).optional(),
  ContentTransferEncoding: z.enum(['BASE64', 'QUOTED_PRINTABLE', 'SEVEN_BIT']).optional(),
});

const Simple = z.strictObject({
  Subject: Text,
  Body: z.strictObject({ Text: Text.optional(), Html: Text.optional() }),
  Headers: z.array(Header).max(15).optional(),
  Attachments: z.array(Attachment).optional(),
});

const TagText = z.string().regex(/^[A-Za-z0-9_-]{1,256}$/, 'expected 1 to 256 letters, digits, underscores or dashes');

export const SendEmailRequest = z.strictObject({
  FromEmailAddress: z.string().optional(),
  Destination: z
    .strictObject({
      ToAddresses: z.array(z.string()).optional(),
      CcAddresses: z.array(z.string()).optional(),
      BccAddresses: z.array(z.string()).optional(),
    })
    .optional(),
  ReplyToAddresses: z.array(z.string()).optional(),
  Content: z.strictObject({
    Simple: Simple.optional(),
    Raw: z.strictObject({ Data: z.base64() }).optional(),
  }),
  EmailTags: z
    .array(z.strictObject({ Name: TagText, Value: TagText }))
    .max(50)
    .optional(),
  ConfigurationSetName: z.string().min(1).optional(),
  ListManagementOptions: z.strictObject({ ContactListName: z.string(), TopicName: z.string().optional() }).optional(),
});
export type SendEmailRequest = z.output<typeof SendEmailRequest>;
export type SimpleContent = z.output<typeof Simple>;
