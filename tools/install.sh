# Sourced by ./test: installs what the tests need and this machine lacks. What cannot be had makes its tests skip, with a reason.

# package|a file or program that shows it is there
needed=(
  "postgresql|/usr/lib/postgresql/*/bin/initdb"
  "chromium|/usr/bin/chromium"
  "chromium-headless-shell|/usr/bin/chromium-headless-shell"
  "minisign|/usr/bin/minisign"
  "default-jre-headless|/usr/bin/java"
  "libxml2-utils|/usr/bin/xmllint"
  "python3-feedparser|/usr/lib/python3/dist-packages/feedparser"
  "sqlite3|/usr/bin/sqlite3"
  "curl|/usr/bin/curl"
  "postfix|/usr/lib/postfix/sbin/master"
  "dovecot-imapd|/usr/lib/dovecot/imap"
  "dovecot-lmtpd|/usr/lib/dovecot/lmtp"
  "dovecot-pop3d|/usr/lib/dovecot/pop3"
  "opendkim|/usr/sbin/opendkim"
  "rspamd|/usr/bin/rspamd"
  "openssh-server|/usr/sbin/sshd"
  "rsync|/usr/bin/rsync"
  "nginx|/usr/sbin/nginx"
  "tor|/usr/bin/tor"
  "zbar-tools|/usr/bin/zbarimg"
  "python3-dkim|/usr/lib/python3/dist-packages/dkim/__init__.py"
)

install_packages() {
  local missing=() entry
  for entry in "${needed[@]}"; do
    compgen -G "${entry#*|}" >/dev/null || missing+=("${entry%%|*}")
  done
  [[ ${#missing[@]} -gt 0 ]] || return 0
  local line="apt-get install -y --no-install-recommends ${missing[*]}"
  if [[ $EUID -ne 0 ]] || ! command -v apt-get >/dev/null; then
    echo "Missing; run as root, then ./test again: $line"
    return 0
  fi
  echo "Installing ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  { apt-get -o DPkg::Lock::Timeout=300 update && apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "${missing[@]}"; } \
    >"$results/apt.log" 2>&1 || { tail -3 "$results/apt.log"; echo "apt-get failed; the tests that need these packages skip"; }
}

# The checkers of tools/package.json, at the versions of its lock file.
install_checkers() {
  local tools=$home/tools
  if ! command -v npm >/dev/null; then
    echo "Missing: Node 20 or later with npm; the page checkers skip"
  elif [[ ! -e $tools/node_modules/.package-lock.json || $tools/package-lock.json -nt $tools/node_modules/.package-lock.json ]]; then
    echo "Installing the page checkers"
    (cd "$tools" && npm ci --ignore-scripts --loglevel=error) >"$results/npm.log" 2>&1 || { tail -3 "$results/npm.log"; echo "npm failed; the page checkers skip"; }
    touch -c "$tools/node_modules/.package-lock.json"
  fi
}

# The judges that lie beside the test data bring their own installer.
install_judges() {
  local judges=$BROADSIDE_TESTDATA/tools/judges installed=${JUDGES_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/judges}/node_modules
  [[ -x $judges/install.sh ]] || return 0
  local tool
  for tool in vnu-jar html-validate axe-core playwright-core pa11y lighthouse feedsmith rss-parser jsonld csp_evaluator microformats-parser; do
    [[ -e $installed/$tool ]] || { tool=missing; break; }
  done
  [[ $tool == missing && $EUID -eq 0 ]] || return 0
  echo "Installing the judges"
  "$judges/install.sh" >"$results/judges.log" 2>&1 || { tail -3 "$results/judges.log"; echo "the judges' installer failed; their tests skip"; }
}
