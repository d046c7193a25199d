-- One service's database: an owner for migrations, and a role that runs the service and owns nothing. May be repeated.
-- psql -v service=chat -v owner_password=... -v app_password=... -d postgres -f databases.sql
SELECT format('CREATE ROLE %I LOGIN', name) FROM unnest(ARRAY['carrel_' || :'service' || '_owner', 'carrel_' || :'service']) AS name
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) \gexec
SELECT format('ALTER ROLE %I PASSWORD %L', 'carrel_' || :'service' || '_owner', :'owner_password') \gexec
SELECT format('ALTER ROLE %I PASSWORD %L', 'carrel_' || :'service', :'app_password') \gexec
SELECT format('GRANT %I TO CURRENT_USER', 'carrel_' || :'service' || '_owner') FROM pg_roles WHERE rolname = current_user AND NOT rolsuper \gexec
SELECT format('CREATE DATABASE %I OWNER %I', 'carrel_' || :'service', 'carrel_' || :'service' || '_owner')
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'carrel_' || :'service') \gexec
SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC', 'carrel_' || :'service') \gexec
SELECT format('GRANT CONNECT, TEMPORARY ON DATABASE %I TO %I', 'carrel_' || :'service', 'carrel_' || :'service') \gexec
