# Real sshd on several hosts of their own: network namespaces where root may make them, else ports of loopback. Each has
# its own simulated machine, or what else a host may lack. One with IPv6 is a port of loopback.

. $PSScriptRoot/Wait.ps1

# What is missing for that, or nothing.
function Get-SshFarmObstacle {
    foreach ($tool in 'ssh', 'ssh-keygen', '/usr/sbin/sshd') {
        if (-not (Get-Command $tool -CommandType Application -ErrorAction Ignore)) {
            return "$tool is not installed"
        }
    }
    if (-not $IsLinux) {
        return 'the test hosts need Linux'
    }
}

function Test-Namespace {
    if ((id -u) -ne '0' -or -not (Get-Command ip -CommandType Application -ErrorAction Ignore)) {
        return $false
    }
    $name = "nvprobe$PID"
    ip netns add $name *> $null
    $works = $LASTEXITCODE -eq 0
    ip netns del $name *> $null
    $works
}

function Open-SshFarm {
    $folder = [System.IO.Directory]::CreateTempSubdirectory('nvdimm-farm-').FullName
    chmod 0755 $folder # sshd reads the keys as the user who logs in
    $null = New-Item -ItemType Directory -Path "$folder/modules"
    foreach ($key in 'host', 'user', 'stranger') {
        ssh-keygen -q -t ed25519 -N '' -f "$folder/$key"
    }
    Copy-Item "$folder/user.pub" "$folder/authorized_keys"
    Copy-Item $script:modulePath "$folder/modules/NvdimmPS" -Recurse
    $farm = @{
        Folder = $folder; Hosts = [ordered] @{}; Namespaces = Test-Namespace; Key = "$folder/user"; Stranger = "$folder/stranger"
        Options = @{ StrictHostKeyChecking = 'no'; UserKnownHostsFile = '/dev/null'; IdentitiesOnly = 'yes'; ConnectTimeout = '300' }
        # Two farms at a time must not share a network.
        Net = "10.$(100 + $PID % 100).$([int]($PID / 100) % 250)"; Bridge = "nvb$($PID % 100000)"
    }
    if ($farm.Namespaces) {
        $null = New-Item -ItemType Directory -Path /run/sshd -Force
        ip link add $farm.Bridge type bridge
        ip addr add "$($farm.Net).1/24" dev $farm.Bridge
        ip link set $farm.Bridge up
    }
    $farm
}

# A host: what ssh is told in order to reach it. -Setup runs there before each session; -Tree is what it has for /sys.
function Add-SshFarmHost($Farm, [string] $Name, [string] $Topology, [string] $Setup, [string] $ModulePath, [string] $Subsystem, [string] $Tree, [switch] $NoPowerShell, [string] $Banner, [switch] $IPv6) {
    $number = $Farm.Hosts.Count + 11
    $base = "$($Farm.Folder)/$Name"
    $isApart = $Farm.Namespaces -and -not $IPv6
    $address = $isApart ? "$($Farm.Net).$number" : $IPv6 ? '::1' : '127.0.0.1'
    $port = $isApart ? 22 : (20000 + $PID % 20000 + $number)
    if ($Topology) {
        $Setup = "Import-Module NvdimmPS; `$null = New-NvdimmSimulator -Topology $Topology -Force; $Setup"
    }
    $pwsh = (Get-Process -Id $PID).Path
    $command = "$pwsh -sshs -NoLogo -NoProfile"
    if ($Setup) {
        Set-Content "$base.ps1" $Setup
        Set-Content "$base.pssc" "@{ SchemaVersion = '2.0.0.0'; GUID = '$(New-Guid)'; SessionType = 'Default'; LanguageMode = 'FullLanguage'; ScriptsToProcess = @('$base.ps1') }"
        $command += " -ConfigurationFile $base.pssc"
    }
    Set-Content "$base.conf" @(
        "Port $port"
        "ListenAddress $address"
        "HostKey $($Farm.Folder)/host"
        "AuthorizedKeysFile $($Farm.Folder)/authorized_keys"
        'StrictModes no', 'UsePAM no', 'PasswordAuthentication no', 'KbdInteractiveAuthentication no', 'MaxStartups 200', 'MaxSessions 200'
        "PidFile $base.pid"
        "SetEnv PSModulePath=$($ModulePath ? $ModulePath : "$($Farm.Folder)/modules") POWERSHELL_TELEMETRY_OPTOUT=1 POWERSHELL_UPDATECHECK=Off"
        if ($Banner) { "Banner $Banner" }
        if (-not $NoPowerShell) { "Subsystem powershell $($Subsystem ? $Subsystem : $command)" }
    )
    if ($isApart) {
        $namespace = "$($Farm.Bridge)h$number"
        ip netns add $namespace
        ip link add "$($Farm.Bridge)v$number" type veth peer name eth0 netns $namespace
        ip link set "$($Farm.Bridge)v$number" master $Farm.Bridge up
        ip -n $namespace addr add "$address/24" dev eth0
        ip -n $namespace link set eth0 up
        ip -n $namespace link set lo up
        $start = "exec /usr/sbin/sshd -f '$base.conf' -E '$base.log'"
        ip netns exec $namespace /bin/sh -c ($Tree ? "mount --bind '$Tree' /sys && $start" : $start)
    } else {
        /usr/sbin/sshd -f "$base.conf" -E "$base.log"
    }
    Wait-For { Test-Path "$base.pid" }
    $Farm.Hosts[$Name] = $port -eq 22 ? $address : $IPv6 ? "[::1]:$port" : "${address}:$port"
    $Farm.Hosts[$Name]
}

function Close-SshFarm($Farm) {
    foreach ($file in Get-ChildItem $Farm.Folder -Filter *.pid) {
        $id = [int] (Get-Content $file)
        # Its sessions too: a far side that was stopped on purpose would stay for ever.
        foreach ($child in (ps -o pid= --ppid $id)) {
            pkill -KILL -P $child.Trim() *> $null
        }
        kill -KILL $id *> $null
    }
    if ($Farm.Namespaces) {
        foreach ($namespace in (ip netns list | ForEach-Object { ($_ -split ' ')[0] } | Where-Object { $_ -like "$($Farm.Bridge)h*" })) {
            ip netns pids $namespace | ForEach-Object { kill -KILL $_ *> $null }
            ip netns del $namespace
        }
        ip link del $Farm.Bridge
    }
    Remove-Item $Farm.Folder -Recurse -Force
}
