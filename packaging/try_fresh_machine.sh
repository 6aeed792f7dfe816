#!/usr/bin/env bash
# Runs bootstrap.py on a machine that has nothing: a Debian of only its essential packages and python3, in a folder.
# Says how long each run took and with what code it ended, and removes the machine afterwards.
#
#   sudo packaging/try_fresh_machine.sh [options] test|demo [arguments]
#   xvfb-run packaging/try_fresh_machine.sh --seconds 30 demo
#
#   --suite NAME    the Debian release (bookworm)
#   --times N       runs of the same command on the one machine (2)
#   --seconds N     end a run after this time with SIGINT, as Ctrl-C would: a window stays open otherwise
#   --user          run as an ordinary user, who may not install system packages
#   --keep          leave the machine and say where it is
#
# Needs root, mmdebstrap and git. The new machine gets this one's sources of packages, pip settings and certificates,
# its X display when there is one, and the last commit of this checkout in a folder with a blank in its name.
set -euo pipefail

suite=bookworm times=2 seconds=0 user=0 keep=no
while [[ ${1:-} == --* ]]; do
  case $1 in
    --suite) suite=$2; shift 2 ;;
    --times) times=$2; shift 2 ;;
    --seconds) seconds=$2; shift 2 ;;
    --user) user=1000; shift ;;
    --keep) keep=yes; shift ;;
    *) sed -n '2,/^set/{/^#/p}' "$0" >&2; exit 2 ;;
  esac
done
[[ ${1:-} == test || ${1:-} == demo ]] || { sed -n '2,/^set/{/^#/p}' "$0" >&2; exit 2; }

checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
machine=$(mktemp --directory --tmpdir fresh-machine.XXXXXX)
chmod 755 "$machine"
root=$machine/root home="/home/a shop"
if [[ $keep == yes ]]; then echo "The machine is $root"; else trap 'rm --recursive --force --one-file-system "$machine"' EXIT; fi

make_machine() {
  local here sources=()
  here=$(. /etc/os-release && echo "$VERSION_CODENAME")
  if [[ -f /etc/apt/sources.list.d/debian.sources ]]; then
    sources=("$machine/debian.sources")
    sed "s/$here/$suite/g" /etc/apt/sources.list.d/debian.sources >"${sources[0]}"
  fi
  mmdebstrap --quiet --variant=minbase --include=python3 "$suite" "$root" "${sources[@]}"
  cp --parents --recursive --dereference /etc/resolv.conf "$root"
  local setting
  for setting in /etc/pip.conf /etc/xdg/pip; do
    if [[ -e $setting ]]; then cp --parents --recursive --dereference "$setting" "$root"; fi
  done
  # Under a name of its own: the package ca-certificates, which Python's venv package brings, writes the usual file anew.
  cp "${PIP_CERT:-/etc/ssl/certs/ca-certificates.crt}" "$root/etc/pip-certificates.crt"
  if [[ -n ${DISPLAY:-} && -f ${XAUTHORITY:-$HOME/.Xauthority} ]]; then
    install -D --owner="$user" --mode=600 "${XAUTHORITY:-$HOME/.Xauthority}" "$root$home/.Xauthority"
  fi
}

copy_checkout() {
  mkdir --parents "$root$home"
  git clone --quiet "$checkout" "$root$home/tandem"
  if [[ -d $checkout/../shared ]]; then cp --recursive "$checkout/../shared" "$root$home/shared"; fi
  chown --recursive "$user:$user" "$root$home"
}

# The mounts are the new machine's own and go with it.
run_on_machine() {
  local words=(env --ignore-environment "HOME=$home" PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin)
  local variable
  for variable in $(compgen -e | grep -E '^(PIP_.*|CI|DISPLAY|TERM)$'); do
    words+=("$variable=${!variable}")
  done
  words+=(PIP_CERT=/etc/pip-certificates.crt)
  if ((seconds)); then words+=(timeout --foreground --signal=INT --kill-after=20 "$seconds"); fi
  words+=(python3 "$home/tandem/packaging/bootstrap.py" "$@")
  # The inner shell expands these.
  # shellcheck disable=SC2016
  unshare --mount --pid --fork --kill-child sh -c '
    root=$1 user=$2; shift 2
    mount -t proc proc "$root/proc"
    mount -t tmpfs tmpfs "$root/dev/shm"
    if [ -d /tmp/.X11-unix ]; then mkdir -p "$root/tmp/.X11-unix"; mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"; fi
    chroot --userspec="$user:$user" "$root" "$@"' sh "$root" "$user" "${words[@]}"
}

make_machine
copy_checkout
worst=0
for ((run = 1; run <= times; run++)); do
  echo "--- $suite, run $run: bootstrap.py $*"
  began=$EPOCHREALTIME code=0
  run_on_machine "$@" || code=$?
  printf -- '--- %s s, exit code %d\n' "$(awk "BEGIN {printf \"%.1f\", $EPOCHREALTIME - $began}")" "$code"
  if ((code > worst)); then worst=$code; fi
done
exit "$worst"
