# The findings of health, or of a snapshot, in Test-NvdimmHealth's own words.
function Get-ItemFinding([object] $Item, [string] $Policy, [object] $Baseline) {
    $how = @{ ErrorAction = 'Stop' }
    if ($Policy) { $how.Policy = $Policy }
    if ((Get-ItemKind $Item) -eq 'Health') {
        if ($Baseline) { $how.Baseline = $Baseline }
        return Test-NvdimmHealth -InputObject $Item @how
    }
    if ($Policy) {
        throw (New-TestingError Operator.Policy InvalidOperation Policy 'A snapshot was judged when it was taken: give the policy to Get-NvdimmSnapshot.' 'Give it to Get-NvdimmSnapshot.')
    }
    $Item.Finding
    if ($Baseline) {
        $since = @($Baseline | ForEach-Object { (Get-ItemKind $_) -eq 'Snapshot' ? $_.Health : $_ })
        Test-NvdimmHealth -InputObject $Item.Health -Baseline $since @how | Where-Object Id -In 'NV1507', 'NV2006'
    }
}

function Get-FindingProblem([object] $Item, [object] $Finding) {
    ConvertTo-Problem $Item "$($Finding.Id) $($Finding.Severity) $($Finding.Evidence)" $Finding.Remedy
}

# Why a host did not answer, in Invoke-NvdimmFleet's words, which name the host.
function Get-FailureProblem([object] $Snapshot) {
    [pscustomobject] @{ Where = ''; Evidence = "$($Snapshot.Failure.Message) [$($Snapshot.Failure.Id)]"; Remedy = $Snapshot.Failure.Remedy }
}

function Test-Pattern([string] $Text, [string[]] $Pattern) {
    [bool] ($Pattern | Where-Object { $Text -like $_ })
}

# Limits alone, as a policy: the same words as of any policy. In a folder of its own, which is the user's alone.
function Export-LimitPolicy([System.Collections.IDictionary] $Limit) {
    $file = Join-Path ([System.IO.Directory]::CreateTempSubdirectory('nvdimm-limit-').FullName) 'policy.json'
    @{ Version = 1; Limits = $Limit } | ConvertTo-Json | Set-Content $file
    $file
}

# Holds where none of the causes is there, and somebody said so.
function Test-HealthState([object] $Health, [string] $What, [string[]] $Property, [object[]] $Cause) {
    $findings = @(Get-ItemFinding $Health | Where-Object Id -In $Cause.Id)
    if ($findings) {
        $findings | ForEach-Object { Get-FindingProblem $Health $_ }
    } elseif (-not ($Property | Where-Object { $null -ne $Health.$_ })) {
        ConvertTo-Unknown $Health $What $Property[0]
    }
}
