# syntax=docker/dockerfile:1
# One recipe for all five services: docker build -f docker/service.Dockerfile --build-arg SERVICE=questions .
ARG NODE_VERSION=20.20.2

FROM node:${NODE_VERSION}-bookworm-slim AS build
WORKDIR /carrel
COPY . ./
RUN npm ci --no-fund --no-audit
RUN npm run build

# Only what the one service needs at run time.
FROM node:${NODE_VERSION}-bookworm-slim AS dependencies
ARG SERVICE
WORKDIR /carrel
COPY --from=build /carrel/package.json /carrel/package-lock.json /carrel/.npmrc ./
COPY --from=build /carrel/libs ./libs
COPY --from=build /carrel/services/${SERVICE} ./services/${SERVICE}
RUN npm ci --omit=dev --workspace services/${SERVICE} --no-fund --no-audit \
 && rm -rf libs/*/src libs/*/test libs/client/generated services/*/src services/*/test

FROM node:${NODE_VERSION}-bookworm-slim
ARG SERVICE
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080
WORKDIR /carrel/services/${SERVICE}
COPY --from=dependencies /carrel /carrel
USER node
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:'+process.env.PORT+'/health/live').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
# Node is process 1 and hears SIGTERM itself; the service drains on it.
ENTRYPOINT ["node", "--max-semi-space-size=4", "dist/main.js"]
