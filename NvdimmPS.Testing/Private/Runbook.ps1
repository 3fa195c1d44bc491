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

# Pester passes over what a file has no parameter for, and asks for what is missing.
function Assert-RunbookParameter([string[]] $File, [hashtable] $Given) {
    $known = foreach ($path in $File) {
        $parameter = (Get-Command -Name $path -CommandType ExternalScript).Parameters.Values
        $missing = @($parameter | Where-Object { $_.Attributes.Mandatory -contains $true -and -not $Given.ContainsKey($_.Name) }).Name
        if ($missing) {
            throw "The runbook '$path' was not started: it needs -Parameter @{ $($missing.ForEach{ "$_ = ..." } -join '; ') }."
        }
        $parameter.Name
    }
    foreach ($name in $Given.Keys) {
        if ($name -notin $known) {
            throw "No runbook that was named has a parameter '$name', so none was started. They have $(@($known | Select-Object -Unique) -join ', ')."
        }
    }
}
