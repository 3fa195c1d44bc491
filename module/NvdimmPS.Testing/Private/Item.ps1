# Objects as they are here, as they come from other hosts, and as they come out of JSON: their properties say what they are.
$script:kinds = [ordered] @{
    Snapshot  = 'HostName', 'Health', 'Finding'
    Health    = 'Dimm', 'HealthStatus'
    Firmware  = 'Dimm', 'RunningVersion'
    Device    = 'Name', 'Serial', 'Security'
    Region    = 'Name', 'Mappings', 'Enabled'
    Namespace = 'Name', 'Region', 'MountPoints'
    BadBlock  = 'Region', 'DimmMatch'
    Bus       = 'Name', 'Provider', 'ScrubState'
}

function Get-ItemKind([object] $Item) {
    if ($null -eq $Item) {
        return 'nothing'
    }
    foreach ($kind in $kinds.GetEnumerator()) {
        if (-not ($kind.Value | Where-Object { -not $Item.PSObject.Properties[$_] })) {
            return $kind.Key
        }
    }
    "a $($Item.GetType().Name)"
}

# Whoever does not get what it can judge says so: that is neither a success nor a failure.
function Assert-ItemKind([object[]] $Item, [string[]] $Kind, [string] $Operator, [string] $Source) {
    if (-not $Item.Count) {
        throw (New-TestingError Operator.NoInput InvalidArgument $Operator "Should -$Operator was given nothing to judge. It takes what $Source gives." "Pipe in what $Source gives.")
    }
    foreach ($one in $Item) {
        $actual = Get-ItemKind $one
        if ($actual -notin $Kind) {
            throw (New-TestingError Operator.Input InvalidArgument $Operator "Should -$Operator cannot judge $($kinds.Contains($actual) ? "a $($actual.ToLowerInvariant())" : $actual). It takes what $Source gives." "Pipe in what $Source gives.")
        }
    }
}

function Get-ItemName([object] $Item) {
    foreach ($name in 'Dimm', 'Name', 'Region') {
        if ($Item.PSObject.Properties[$name]) {
            return "$($Item.$name)"
        }
    }
}

# Where a thing is: the host that it came from, else what the cmdlets of this process talk to.
function Get-ItemHost([object] $Item) {
    foreach ($name in 'PSComputerName', 'HostName') {
        if ($Item.PSObject.Properties[$name] -and $Item.$name) {
            return "$($Item.$name)"
        }
    }
    if ($Item.PSObject.TypeNames[0] -like 'NvdimmPS.*') {
        Get-MachineName
    }
}

function Get-MachineName {
    $simulator = Get-NvdimmSimulator
    if (-not $simulator) { [System.Environment]::MachineName }
    elseif ($simulator -is [NvdimmPS.NvdimmReplay]) { "trace $(Split-Path -Leaf $simulator.Trace)" }
    else { "simulator $simulator" }
}

function Get-ItemPlace([object] $Item) {
    (@(Get-ItemHost $Item) + @(Get-ItemName $Item) | Where-Object { $_ }) -join ' '
}

# Why a property is null; Unavailable is a dictionary, or what is left of one.
function Get-MissingReason([object] $Item, [string] $Property) {
    $reasons = $Item.PSObject.Properties['Unavailable'] ? $Item.Unavailable : $null
    $reason = $reasons -is [System.Collections.IEnumerable] ? $reasons[$Property] : $reasons.$Property
    $reason ? $reason : 'nobody says why'
}
