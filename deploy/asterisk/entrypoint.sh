#!/bin/sh
# Puts the configuration of /config in place, with the password, and runs Asterisk.
set -eu
: "${WSSP_ARI_PASSWORD:?}"
for file in /config/*.conf; do
  sed -e "s/CHANGE-ME/$WSSP_ARI_PASSWORD/" \
      -e 's#/var/lib/asterisk/moh/wssp#/usr/share/wssp/music#' "$file" > "/etc/asterisk/$(basename "$file")"
done
chown -R asterisk:asterisk /etc/asterisk /var/lib/asterisk
install -d -o asterisk -g asterisk /run/asterisk /var/lib/asterisk/keys /var/spool/asterisk/recording
exec asterisk -f -U asterisk -G asterisk
