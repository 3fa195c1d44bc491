# Beside the module where it is staged, and in the repository.
$script:runbookFolder = Join-Path $PSScriptRoot '../../runbooks'
$script:runbookSuffix = '.Runbook.ps1'

# A name, or a file of one's own.
function Resolve-Runbook([string] $Name) {
    $file = Join-Path $runbookFolder "$Name$runbookSuffix"
    if (Test-Path -LiteralPath $file) {
        return (Resolve-Path -LiteralPath $file).ProviderPath
    }
    if ($Name -like '*.ps1' -and (Test-Path -LiteralPath $Name)) {
        return (Resolve-Path -LiteralPath $Name).ProviderPath
    }
    throw "There is no runbook '$Name'. There are $((Get-NvdimmRunbook).Name -join ', '); a file of your own is named by its path."
}
