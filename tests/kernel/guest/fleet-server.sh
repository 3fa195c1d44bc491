#!/bin/bash
# In the guest: one server of a fleet, with the host's sshd and its libraries from ./sshd, until the host writes ./sshd/stop.
set -eu
here=$PWD
mkdir -p /run/sshd
echo 'sshd:x:100:65534::/run/sshd:/bin/false' >>/etc/passwd
cp sshd/host sshd/authorized_keys /run/sshd/
chown -R 0:0 /run/sshd
chmod 600 /run/sshd/*
cat >/run/sshd/config <<END
HostKey /run/sshd/host
AuthorizedKeysFile /run/sshd/authorized_keys
StrictModes no
PasswordAuthentication no
KbdInteractiveAuthentication no
UsePAM no
UseDNS no
PidFile /run/sshd/pid
SetEnv PSModulePath=$here DOTNET_ROOT=$DOTNET_ROOT DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 POWERSHELL_TELEMETRY_OPTOUT=1 POWERSHELL_UPDATECHECK=Off
Subsystem powershell /opt/pwsh/pwsh -sshs -NoLogo -NoProfile
END
nd-settle
# Started anew for each connection (without -r) it would not find its libraries.
LD_LIBRARY_PATH=$here/sshd/lib "$here/sshd/sshd" -r -f /run/sshd/config -E sshd/log
touch sshd/ready
until [ -e sshd/stop ]; do sleep 0.3; done
