import type { Records } from '../records.ts';
import type { Vault } from '../vault.ts';
import { createAccounts, createFailedSignIns } from './accounts.ts';
import { createApiKeys } from './api-keys.ts';
import { createAuditLog } from './audit-log.ts';
import { createCaptureLog } from './captures.ts';
import type { RecordsContext } from './context.ts';
import { Database } from './database.ts';
import { createDriverModels } from './driver-models.ts';
import { createDeliveryQueue, createFeedStore } from './feed.ts';
import { createIdempotencyKeys } from './idempotency.ts';
import { createInterventions } from './interventions.ts';
import { createJobQueue } from './jobs.ts';
import { createMetadataLedger } from './metadata-ledger.ts';
import { createParkingLot } from './parking-lot.ts';
import { processOwner } from './process-owner.ts';
import { createRuleDrafts } from './rule-drafts.ts';
import { createRuleLabels } from './rule-labels.ts';
import { createRuleVersions } from './rule-versions.ts';
import { createSavedSearches } from './saved-searches.ts';
import { createSeenFiles } from './seen-files.ts';
import { createSessions } from './sessions.ts';
import { createTranscriptArchive } from './transcript-archive.ts';

export interface SqliteRecordsOptions {
  readonly path: string;
  readonly vault: Vault;
  readonly tenant: string;
  readonly now?: () => number;
}

/** Records of one tenant in one SQLite file. Closing gives back what this process holds. */
export function openSqliteRecords({ path, vault, tenant, now = Date.now }: SqliteRecordsOptions): Records {
  const database = new Database(path);
  const context: RecordsContext = { database, vault, tenant, owner: processOwner(), now };
  return {
    captures: createCaptureLog(context),
    parking: createParkingLot(context),
    jobs: createJobQueue(context),
    metadata: createMetadataLedger(context),
    idempotency: createIdempotencyKeys(context),
    transcripts: createTranscriptArchive(context),
    seenFiles: createSeenFiles(context),
    ruleVersions: createRuleVersions(context),
    ruleDrafts: createRuleDrafts(context),
    savedSearches: createSavedSearches(context),
    labels: createRuleLabels(context),
    driverModels: createDriverModels(context),
    feed: createFeedStore(context),
    deliveries: createDeliveryQueue(context),
    interventions: createInterventions(context),
    access: {
      accounts: createAccounts(context),
      failedSignIns: createFailedSignIns(context),
      sessions: createSessions(context),
      keys: createApiKeys(context),
      audit: createAuditLog(context),
    },
    async close() {
      const sql = "UPDATE jobs SET state = 'waiting', owner = NULL, lease_until_ms = NULL WHERE state = 'leased' AND owner = ?";
      database.run(sql, context.owner);
      database.close();
    },
  };
}
