export { findNatsServer } from './nats-server.js';
export { startNats, type Nats, type NatsOptions } from './nats.js';
export { freePort, isFree } from './ports.js';
export { startPostgres, type Postgres, type PostgresOptions } from './postgres.js';
export { commandOf, endLeftover, isAlive, startProgram, type Program } from './program.js';
export { databaseOf, dropDatabase, provision, withClient, type Provisioned } from './provision.js';
