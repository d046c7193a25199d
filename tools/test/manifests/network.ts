import { BlockList } from 'node:net';
import type { Manifest } from './build.js';

/** A pod, or an address outside of the cluster, that may open or take connections. */
export interface Endpoint {
  name: string;
  /** Of pods: the namespace, with its labels, and the pod's own labels. */
  namespace?: string;
  namespaceLabels?: Record<string, string>;
  labels?: Record<string, string>;
  /** Of addresses outside, and of pods when a policy names address ranges. */
  address: string;
}

export interface Connection {
  from: Endpoint;
  to: Endpoint;
  protocol: 'TCP' | 'UDP';
  port: number;
  /** Names of the receiving pod's ports, by which a policy may refer to them. */
  portName?: string;
}

interface Selector {
  matchLabels?: Record<string, string>;
  matchExpressions?: {
    key: string;
    operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
    values?: string[];
  }[];
}
interface Peer {
  podSelector?: Selector;
  namespaceSelector?: Selector;
  ipBlock?: { cidr: string; except?: string[] };
}
interface Rule {
  from?: Peer[];
  to?: Peer[];
  ports?: { protocol?: string; port?: number | string; endPort?: number }[];
}

function selects(
  { matchLabels = {}, matchExpressions = [] }: Selector,
  labels: Record<string, string> = {},
): boolean {
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      if (operator === 'Exists') return key in labels;
      if (operator === 'DoesNotExist') return !(key in labels);
      const isIn = key in labels && values.includes(labels[key]!);
      return operator === 'In' ? isIn : !isIn;
    })
  );
}

function inBlock({ cidr, except = [] }: NonNullable<Peer['ipBlock']>, address: string): boolean {
  const isIn = (range: string) => {
    const list = new BlockList();
    const [net, bits] = range.split('/');
    list.addSubnet(net!, Number(bits), net!.includes(':') ? 'ipv6' : 'ipv4');
    return list.check(address, address.includes(':') ? 'ipv6' : 'ipv4');
  };
  return isIn(cidr) && !except.some(isIn);
}

function isPeer(
  { podSelector, namespaceSelector, ipBlock }: Peer,
  who: Endpoint,
  policyNamespace: string,
): boolean {
  if (ipBlock) return !who.namespace && inBlock(ipBlock, who.address);
  if (!who.namespace) return false;
  const rightNamespace = namespaceSelector
    ? selects(namespaceSelector, who.namespaceLabels)
    : who.namespace === policyNamespace;
  return rightNamespace && selects(podSelector ?? {}, who.labels);
}

/**
 * Whether Kubernetes' network policies let a connection through: a pod that any policy selects for a direction may only
 * do what some rule of these policies names (https://kubernetes.io/docs/concepts/services-networking/network-policies/).
 */
export function isAllowed(policies: readonly Manifest[], connection: Connection): boolean {
  const permits = (rules: Rule[], side: 'from' | 'to', other: Endpoint, namespace: string) =>
    rules.some(
      (rule) =>
        (!rule[side]?.length || rule[side].some((peer) => isPeer(peer, other, namespace))) &&
        (!rule.ports?.length || rule.ports.some((port) => isPort(port, connection))),
    );
  const passes = (pod: Endpoint, other: Endpoint, type: 'Ingress' | 'Egress') => {
    const applying = policies.filter(
      ({ metadata, spec }) =>
        pod.namespace === metadata.namespace &&
        selects(spec.podSelector, pod.labels) &&
        (spec.policyTypes as string[]).includes(type),
    );
    const [rules, side] = type === 'Ingress' ? (['ingress', 'from'] as const) : (['egress', 'to'] as const);
    return (
      !applying.length ||
      applying.some(({ spec, metadata }) => permits(spec[rules] ?? [], side, other, metadata.namespace))
    );
  };
  return (
    passes(connection.from, connection.to, 'Egress') && passes(connection.to, connection.from, 'Ingress')
  );
}

function isPort(
  { protocol = 'TCP', port, endPort }: NonNullable<Rule['ports']>[number],
  connection: Connection,
): boolean {
  if (protocol !== connection.protocol) return false;
  if (port === undefined) return true;
  if (typeof port === 'string') return port === connection.portName;
  return connection.port >= port && connection.port <= (endPort ?? port);
}
