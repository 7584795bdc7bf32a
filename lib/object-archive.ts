/** A private, encrypted bucket whose objects are written once and expire: sent messages, and records that could not be published. */
import { Duration, type RemovalPolicy, Validations } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { EncryptionKey } from './encryption-key.ts';
import { grantBroadly } from './wildcard.ts';

export interface ObjectArchiveProps {
  readonly encryption: EncryptionKey;
  readonly kept: Duration;
  readonly removalPolicy: RemovalPolicy;
}

export class ObjectArchive extends Construct {
  readonly bucket: Bucket;
  private readonly encryption: EncryptionKey;

  constructor(scope: Construct, id: string, { encryption, kept, removalPolicy }: ObjectArchiveProps) {
    super(scope, id);
    this.encryption = encryption;
    this.bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.KMS,
      encryptionKey: encryption.key,
      bucketKeyEnabled: true,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      // Not versioned: an erased message must be gone.
      versioned: false,
      lifecycleRules: [{ expiration: kept, abortIncompleteMultipartUploadAfter: Duration.days(1) }],
      removalPolicy,
    });
    Validations.of(this.bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason:
        'Only our functions reach it, each read is in their logs; server access logs would be one more place of personal data.',
    });
  }

  grantWrite(grantee: IFunction): void {
    this.grantObjects(grantee, 's3:PutObject');
    this.encryption.grantUse(grantee, 'put-object');
  }

  grantOpen(grantee: IFunction): void {
    this.grantObjects(grantee, 's3:GetObject');
    this.encryption.grantUse(grantee, 'get-object');
  }

  private grantObjects(grantee: IFunction, action: string): void {
    grantBroadly({
      grantee,
      actions: [action],
      resources: [this.bucket.arnForObjects('*')],
      reason: 'Objects are named by ids that exist only at run time; the bucket holds nothing else.',
    });
  }
}
