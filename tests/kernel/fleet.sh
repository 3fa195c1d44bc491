#!/usr/bin/env bash
# The virtual machine as one server of a fleet, asked by the host's PowerShell over real SSH. The guest's sshd is the host's
# own: both are Debian 12. run.sh calls it:
#   fleet.sh PWSH SHARE VM-OPTION...    SHARE is the folder that the guest gets, with the module in it
set -euo pipefail
HERE=$(dirname -- "$(realpath -- "${BASH_SOURCE[0]}")")
PATH=$PATH:/usr/sbin
pwsh=$1 share=$2; shift 2
folder=$share/sshd

free_port() {
    local port
    while port=$((20000 + RANDOM % 20000)); (: <>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do :; done
    echo "$port"
}

# sshd, what it loads that the guest does not have, and the keys.
pack_sshd() {
    local key
    mkdir -p "$folder/lib"
    cp -L "$(command -v sshd)" "$folder/sshd"
    ldd "$folder/sshd" | awk '$2 == "=>" && $1 != "libc.so.6" { print $3 }' | xargs cp -L -t "$folder/lib"
    for key in host user; do ssh-keygen -q -t ed25519 -N '' -f "$folder/$key"; done
    cp "$folder/user.pub" "$folder/authorized_keys"
}

port=$(free_port)
pack_sshd
echo "[127.0.0.1]:$port $(cut -d' ' -f1,2 "$folder/host.pub")" >"$folder/known_hosts"
"$HERE/vm.sh" run --share "$share" --forward "$port:22" "$@" -- bash fleet-server.sh 2>&1 &
vm=$!
trap 'kill "$vm" 2>/dev/null || true' EXIT
until [ -e "$folder/ready" ]; do
    kill -0 "$vm" 2>/dev/null || { echo "the guest ended before its sshd ran"; exit 1; }
    sleep 0.3
done
status=0
"$pwsh" -NoProfile -File "$HERE/fleet.ps1" -Module "$share/NvdimmPS" -Folder "$folder" -Port "$port" || status=$?
[ "$status" -eq 0 ] || cat "$folder/log"
touch "$folder/stop"
wait "$vm" || status=$?
trap - EXIT
exit "$status"
