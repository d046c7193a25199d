#!/bin/sh
# Makes every service's roles and database. Speaks to the server of PGHOST, PGUSER and PGPASSWORD; each role's password
# is a file in PASSWORDS, or CARREL_DB_PASSWORD for all of them.
set -eu
here="${SQL:-$(dirname "$0")}"
export PGOPTIONS="-c client_min_messages=warning"
password_of() {
  if [ -n "${PASSWORDS:-}" ]; then cat "$PASSWORDS/$1"; else printf %s "$CARREL_DB_PASSWORD"; fi
}
for service in admin chat questions referrals notifications; do
  psql -q -v ON_ERROR_STOP=1 -v service="$service" -d postgres -f "$here/databases.sql" \
    -v owner_password="$(password_of "carrel_${service}_owner")" -v app_password="$(password_of "carrel_$service")"
  psql -q -v ON_ERROR_STOP=1 -v service="$service" -d "carrel_$service" -f "$here/privileges.sql"
done
