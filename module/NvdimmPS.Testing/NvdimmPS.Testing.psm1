# The module that this one lies in, unless there is one in the session already.
if (-not (Get-Module NvdimmPS)) {
    $staged = Join-Path $PSScriptRoot '../NvdimmPS.dll'
    Import-Module ((Test-Path $staged) ? (Join-Path $PSScriptRoot '../NvdimmPS.psd1') : 'NvdimmPS') -Global -ErrorAction Stop
}

Get-ChildItem "$PSScriptRoot/Private/*.ps1", "$PSScriptRoot/Public/*.ps1" | ForEach-Object { . $_.FullName }
Update-TypeData -TypeName NvdimmPS.Testing.Snapshot -SerializationDepth 4 -DefaultDisplayPropertySet HostName, Time, Health, Finding, Failure -Force
# Without Pester there are snapshots and fixtures all the same, and Invoke-NvdimmRunbook says what is missing.
if (Import-Pester) { Register-Operator }
