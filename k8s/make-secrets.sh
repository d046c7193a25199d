#!/bin/sh
# Prints the Secrets Carrel refers to, with passwords made now: k8s/make-secrets.sh | kubectl apply -f -
# Run it once per installation; a second run would make other passwords. SMTP_URL names the mail server, MAIL_IMAP_URL
# a mailbox to be emptied, DKIM_PRIVATE_KEY the file of the key that signs mail.
set -eu
random() { head -c 32 /dev/urandom | od -An -tx1 | tr -d ' \n'; }
secret() {
  printf -- '---\napiVersion: v1\nkind: Secret\nmetadata: { name: %s, namespace: carrel }\ntype: Opaque\nstringData:\n' "$1"
}
# The pair of keys by which NATS knows who answers for integrators; made by this project's own command.
if [ -z "${NATS_CALLOUT_SEED:-}" ]; then
  keys="$(cd "$(dirname "$0")/.." && npx --no-install carrel nats-keys)"
  eval "$keys"
fi
secret carrel-secret
printf '  CARREL_SECRET: "%s"\n' "${CARREL_SECRET:-$(random)}"
# Those it has replaced, separated by commas.
if [ -n "${CARREL_SECRET_PREVIOUS:-}" ]; then printf '  CARREL_SECRET_PREVIOUS: "%s"\n' "$CARREL_SECRET_PREVIOUS"; fi
secret carrel-database
for service in admin chat questions referrals notifications; do
  printf '  carrel_%s: "%s"\n  carrel_%s_owner: "%s"\n' "$service" "$(random)" "$service" "$(random)"
done
secret carrel-nats
for service in admin chat questions referrals notifications; do printf '  %s: "%s"\n' "$service" "$(random)"; done
printf '  NATS_CALLOUT_SEED: "%s"\n  NATS_CALLOUT_ISSUER: "%s"\n' "$NATS_CALLOUT_SEED" "$NATS_CALLOUT_ISSUER"
secret carrel-mail
printf '  SMTP_URL: "%s"\n' "${SMTP_URL:-smtp://mailbox:1025}"
if [ -n "${MAIL_IMAP_URL:-}" ]; then printf '  MAIL_IMAP_URL: "%s"\n' "$MAIL_IMAP_URL"; fi
# A file with the key in PEM; its lines become \n.
if [ -n "${DKIM_PRIVATE_KEY:-}" ]; then printf '  DKIM_PRIVATE_KEY: "%s"\n' "$(awk '{ printf "%s\\n", $0 }' "$DKIM_PRIVATE_KEY")"; fi
# CloudNativePG makes this one itself.
if [ "${POSTGRES:-trial}" = trial ]; then
  secret carrel-postgres-superuser
  printf '  username: postgres\n  password: "%s"\n' "$(random)"
fi
