# What runs on each machine, this one too. Errors come as objects: one that is not known is no reason to be silent of the rest.
$script:snapshotScript = {
    param([string] $PolicyText, [string] $PolicyName)

    $ErrorActionPreference = 'Continue'
    if (-not (Get-NvdimmDevice -ErrorAction Ignore)) {
        return
    }
    $policy = @{}
    if ($PolicyText) {
        $policy.Policy = Join-Path ([System.IO.Directory]::CreateTempSubdirectory('nvdimm-policy-').FullName) "policy$PolicyName"
        Set-Content $policy.Policy $PolicyText
    }
    try {
        & {
            Get-NvdimmBus
            Get-NvdimmDevice
            Get-NvdimmHealth -Firmware
            Get-NvdimmFirmware -Activation
            Get-NvdimmRegion
            Get-NvdimmNamespace
            Get-NvdimmBadBlock
            Test-NvdimmHealth @policy
        } 2>&1 | ForEach-Object {
            if ($_ -is [System.Management.Automation.ErrorRecord]) {
                [pscustomobject] @{ ErrorId = $_.FullyQualifiedErrorId; Message = "$_"; Target = "$($_.TargetObject)"; Remedy = $_.ErrorDetails.RecommendedAction }
            } else {
                $_
            }
        }
    } finally {
        if ($policy.Policy) { Remove-Item (Split-Path $policy.Policy) -Recurse }
    }
}

# A file's text. A device has no end, and a pipe may have no beginning.
function Get-PolicyText([string] $Path, [System.Management.Automation.PSCmdlet] $Cmdlet) {
    $item = Get-Item -LiteralPath $Path -Force -ErrorAction Stop
    while ($item.ResolvedTarget -and $item.ResolvedTarget -ne $item.FullName) { $item = Get-Item -LiteralPath $item.ResolvedTarget -Force -ErrorAction Stop }
    if ($item -isnot [System.IO.FileInfo] -or ($item.UnixStat -and $item.UnixStat.ItemType -ne 'File')) {
        $Cmdlet.ThrowTerminatingError((New-TestingError Policy.File InvalidArgument $Path "The policy '$Path' cannot be read: it is no file. Name a file." 'Name a file.'))
    }
    Get-Content -Raw -LiteralPath $item.FullName -ErrorAction Stop
}

function Get-SnapshotKind([object] $Item) {
    switch -Regex ($Item.PSObject.TypeNames[0]) {
        'NvdimmFirmware$' { return 'Firmware' }
        'NvdimmBadBlockRange$' { return 'BadBlock' }
        'HealthFinding$' { return 'Finding' }
        'Nvdimm(Bus|Device|Health|Region|Namespace)$' { return $Matches[1] }
    }
    'Problem'
}

function Join-Snapshot([string] $HostName, [object[]] $Item, [object] $Failure) {
    $snapshot = [ordered] @{ PSTypeName = 'NvdimmPS.Testing.Snapshot'; HostName = $HostName; Time = [datetime]::UtcNow }
    foreach ($kind in 'Bus', 'Device', 'Health', 'Firmware', 'Region', 'Namespace', 'BadBlock', 'Finding', 'Problem') {
        $snapshot[$kind] = @($Item | Where-Object { (Get-SnapshotKind $_) -eq $kind })
    }
    $snapshot.Failure = $Failure
    [pscustomobject] $snapshot
}

function ConvertTo-Failure([System.Management.Automation.ErrorRecord] $Record) {
    [pscustomobject] @{ Id = ($Record.FullyQualifiedErrorId -split ',')[0]; Message = "$Record"; Remedy = $Record.ErrorDetails.RecommendedAction }
}
