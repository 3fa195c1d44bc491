# fleet.sh - the virtual machine as one server of a fleet, asked by the host's PowerShell over real SSH. Sourced by run.sh.
# The guest's sshd is the host's own: both are Debian 12.

fleet_obstacle() { # fails where there is one, and says which
    local tool
    [ ${#pwsh[@]} -gt 0 ] || { echo "there is no pwsh on this machine"; return 1; }
    for tool in ssh ssh-keygen sshd; do
        PATH=$PATH:/usr/sbin command -v "$tool" >/dev/null || { echo "there is no $tool on this machine (openssh-server)"; return 1; }
    done
}

free_port() {
    local port
    while port=$((20000 + RANDOM % 20000)); (: <>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do :; done
    echo "$port"
}

# sshd, what it loads that the guest does not have, and the keys.
pack_sshd() { # FOLDER
    local sshd key
    sshd=$(PATH=$PATH:/usr/sbin command -v sshd)
    mkdir -p "$1/lib"
    cp -L "$sshd" "$1/sshd"
    ldd "$sshd" | awk '$2 == "=>" && $1 != "libc.so.6" { print $3 }' | xargs cp -L -t "$1/lib"
    for key in host user; do ssh-keygen -q -t ed25519 -N '' -f "$1/$key"; done
    cp "$1/user.pub" "$1/authorized_keys"
}

fleet() {
    local folder=$share/sshd port vm status=0
    port=$(free_port)
    pack_sshd "$folder"
    echo "[127.0.0.1]:$port $(cut -d' ' -f1,2 "$folder/host.pub")" >"$folder/known_hosts"
    "$VM" run --bus nfit_test --share "$share" --append nfit.no_init_ars=1 --timeout 420 --forward "$port:22" "${pwsh[@]}" -- bash fleet-server.sh 2>&1 &
    vm=$!
    until [ -e "$folder/ready" ]; do
        kill -0 "$vm" 2>/dev/null || { echo "the guest ended before its sshd ran"; return 1; }
        sleep 0.3
    done
    "$engine/pwsh" -NoProfile -File "$HERE/fleet.ps1" -Module "$share/NvdimmPS" -Folder "$folder" -Port "$port" || status=$?
    [ "$status" -eq 0 ] || cat "$folder/log"
    touch "$folder/stop"
    wait "$vm" || status=$?
    return "$status"
}
