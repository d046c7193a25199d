#!/bin/sh
# Per service: a database, an owner for migrations and a role that runs the service and owns nothing.
set -eu
for service in admin chat questions referrals notifications; do
  psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d postgres \
    -v db="carrel_$service" -v owner="carrel_${service}_owner" -v app="carrel_$service" -v pw="$CARREL_DB_PASSWORD" <<'SQL'
CREATE ROLE :"owner" LOGIN PASSWORD :'pw';
CREATE ROLE :"app" LOGIN PASSWORD :'pw';
CREATE DATABASE :"db" OWNER :"owner";
SQL
  psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "carrel_$service" \
    -v owner="carrel_${service}_owner" -v app="carrel_$service" <<'SQL'
GRANT USAGE ON SCHEMA public TO :"app";
ALTER DEFAULT PRIVILEGES FOR ROLE :"owner" GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO :"app";
ALTER DEFAULT PRIVILEGES FOR ROLE :"owner" GRANT USAGE, SELECT ON SEQUENCES TO :"app";
ALTER SCHEMA public OWNER TO :"owner";
SQL
done
