// What the server keeps, in memory. Clients are not kept: a name is read into one (clients.mjs).
import { client } from './clients.mjs';

const seconds = () => Math.floor(Date.now() / 1000);
const models = new Map();

export class Store {
  constructor(model) {
    this.model = model;
    this.kept = new Map();
    models.set(model, this);
  }

  async upsert(id, payload, expiresIn) {
    this.kept.set(id, { ...payload, until: expiresIn ? seconds() + expiresIn : Infinity });
  }

  async find(id) {
    if (this.model === 'Client') return client(id);
    const found = this.kept.get(id);
    if (!found) return undefined;
    // A little longer than it is good for: what has run out is told apart from what never was.
    if (found.until + 60 < seconds()) {
      this.kept.delete(id);
      return undefined;
    }
    const { until, ...payload } = found;
    return payload;
  }

  async findWhere(field, value) {
    for (const [id, payload] of this.kept) if (payload[field] === value) return this.find(id);
    return undefined;
  }

  findByUid(uid) {
    return this.findWhere('uid', uid);
  }

  findByUserCode(userCode) {
    return this.findWhere('userCode', userCode);
  }

  async consume(id) {
    const found = this.kept.get(id);
    if (found) found.consumed = seconds();
  }

  async destroy(id) {
    this.kept.delete(id);
  }

  async revokeByGrantId(grantId) {
    for (const [id, payload] of this.kept) if (payload.grantId === grantId) this.kept.delete(id);
  }
}

/** Takes back everything that a person has granted to a client; answers how many grants that were. */
export async function forget(clientId, accountId) {
  const grants = models.get('Grant')?.kept ?? new Map();
  const gone = [...grants].filter(([, grant]) => grant.clientId === clientId && grant.accountId === accountId);
  for (const [id] of gone) {
    grants.delete(id);
    for (const store of models.values()) await store.revokeByGrantId(id);
  }
  return gone.length;
}
