import { describe, expect, it } from 'vitest';
import { WSLocalLogger, WSSoftPhone } from '../src/index.ts';

class MemoryStorage {
  readonly items = new Map<string, string>();
  getItem = (key: string): string | null => this.items.get(key) ?? null;
  setItem(key: string, value: string): void {
    this.items.set(key, value);
  }
  removeItem(key: string): void {
    this.items.delete(key);
  }
}

describe('WSLocalLogger', () => {
  it('keeps the last 1,000 lines, also over a reload of the page', () => {
    const storage = new MemoryStorage();
    for (let i = 0; i < 2_345; i++) new WSLocalLogger('log', storage).log(`line ${i}`);
    const lines = new WSLocalLogger('log', storage).getLogs();
    expect(lines).toHaveLength(1_000);
    expect(lines[0]).toBe('line 1345');
    expect(lines.at(-1)).toBe('line 2344');
    expect(storage.items.size).toBeLessThan(15);
  });
  it('keeps what there is when there is less', () => {
    const logger = new WSLocalLogger('log', new MemoryStorage());
    expect(logger.getLogs()).toEqual([]);
    logger.log('one\ntwo');
    expect(logger.getLogs()).toEqual(['one two']);
    logger.clear();
    expect(logger.getLogs()).toEqual([]);
  });
  it('does without a storage, or with one that is full', () => {
    const none = new WSLocalLogger('log', null);
    none.log('x');
    expect(none.getLogs()).toEqual([]);
    const full = new WSLocalLogger('log', {
      getItem: () => null,
      setItem: () => {
        throw new Error('QuotaExceededError');
      },
      removeItem: () => {},
    });
    expect(() => full.log('x')).not.toThrow();
  });
  it('is what saveLocalLog writes to', async () => {
    const storage = new MemoryStorage();
    const phone = new WSSoftPhone({ agentId: '888', ins: '6002', saveLocalLog: true, environment: { storage } });
    await phone.hold().catch(() => {});
    phone.connectServer('not an address').catch(() => {});
    phone.close();
    const lines = new WSLocalLogger(undefined, storage).getLogs();
    expect(lines.some((line) => line.includes('connection: connecting'))).toBe(true);
  });
});
