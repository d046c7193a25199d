#!/bin/sh
# Prints the Secrets Carrel refers to, with passwords made now: k8s/make-secrets.sh | kubectl apply -f -
# Run it once per installation; a second run would make other passwords. SMTP_URL names the mail server.
set -eu
random() { head -c 32 /dev/urandom | od -An -tx1 | tr -d ' \n'; }
secret() {
  printf -- '---\napiVersion: v1\nkind: Secret\nmetadata: { name: %s, namespace: carrel }\ntype: Opaque\nstringData:\n' "$1"
}
secret carrel-secret
printf '  CARREL_SECRET: "%s"\n' "$(random)"
secret carrel-database
for service in admin chat questions referrals notifications; do
  printf '  carrel_%s: "%s"\n  carrel_%s_owner: "%s"\n' "$service" "$(random)" "$service" "$(random)"
done
secret carrel-mail
printf '  SMTP_URL: "%s"\n' "${SMTP_URL:-smtp://mailbox:1025}"
# CloudNativePG makes this one itself.
if [ "${POSTGRES:-trial}" = trial ]; then
  secret carrel-postgres-superuser
  printf '  username: postgres\n  password: "%s"\n' "$(random)"
fi
