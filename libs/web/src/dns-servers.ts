import { makeValidator } from 'envalid';

/** Addresses of name servers, `host:port`, separated by commas. */
export const dnsServers = makeValidator<string[]>((value) => {
  const servers = value.split(',').map((server) => server.trim());
  if (servers.some((server) => !/^[\w.[\]:]+$/.test(server)))
    throw new TypeError('expected addresses like 192.0.2.53:53, separated by commas');
  return servers;
});
