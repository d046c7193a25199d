-- In the service's own database: whatever its owner creates, in any schema, the application may use and not alter.
SELECT format('ALTER DEFAULT PRIVILEGES FOR ROLE %I GRANT %s TO %I', 'carrel_' || :'service' || '_owner', rights, 'carrel_' || :'service')
FROM unnest(ARRAY['USAGE ON SCHEMAS', 'SELECT, INSERT, UPDATE, DELETE ON TABLES', 'USAGE, SELECT ON SEQUENCES', 'EXECUTE ON FUNCTIONS', 'USAGE ON TYPES']) AS rights \gexec
SELECT format('GRANT USAGE ON SCHEMA public TO %I', 'carrel_' || :'service') \gexec
SELECT format('ALTER SCHEMA public OWNER TO %I', 'carrel_' || :'service' || '_owner') \gexec
