export { AddsNames, NameBeside, NamesBesideIds } from './adds-names.js';
export * from './directory.js';
export * from './directory.module.js';
export * from './migrations.js';
export * from './names.js';
export { ComparedQuery, PeriodDto, PeriodQuery } from './periods.dto.js';
export { Scopes, type Asked, type Asking, type Scope } from './scopes.js';
