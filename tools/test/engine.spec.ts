import { describe, expect, it } from '@jest/globals';
import { withUntouchedTables } from '../src/containers/engine.js';

describe('The rules of the network that npm run containers puts back when its daemon has ended', () => {
  const mine = '*filter\n:INPUT DROP [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\nCOMMIT\n';

  it('are those that were there', () => {
    expect(withUntouchedTables(mine)).toMatch(/^\*filter\n:INPUT DROP/);
    expect(withUntouchedTables(mine).match(/^\*\w+$/gm)).toEqual(['*filter', '*nat']);
  });

  it('are none where there were none, so that the daemon leaves no rule behind', () => {
    const rules = withUntouchedTables('');
    expect(rules.match(/^\*\w+$/gm)).toEqual(['*filter', '*nat']);
    expect(rules.match(/^:(\w+) ACCEPT/gm)).toHaveLength(7);
    expect(rules).not.toMatch(/^-A/m);
  });
});
