# In the module where it is a package of its own; else beside it.
$script:runbookFolder = '../runbooks', '../../runbooks' | ForEach-Object { Join-Path $PSScriptRoot $_ } | Where-Object { Test-Path $_ } | Select-Object -First 1
$script:runbookSuffix = '.Runbook.ps1'

# A name, or a file of one's own.
function Resolve-Runbook([string] $Name, [System.Management.Automation.PSCmdlet] $Cmdlet) {
    $file = Join-Path $runbookFolder "$Name$runbookSuffix"
    if (Test-Path -LiteralPath $file) {
        return (Resolve-Path -LiteralPath $file).ProviderPath
    }
    if ($Name -like '*.ps1' -and (Test-Path -LiteralPath $Name)) {
        return (Resolve-Path -LiteralPath $Name).ProviderPath
    }
    $Cmdlet.ThrowTerminatingError((New-TestingError Runbook.NotFound ObjectNotFound $Name "There is no runbook '$Name'. There are $((Get-NvdimmRunbook).Name -join ', ')." 'Name one of them, or a file of your own by its path.'))
}

# Pester passes over what a file has no parameter for, and asks for what is missing.
function Assert-RunbookParameter([string[]] $File, [hashtable] $Given, [System.Management.Automation.PSCmdlet] $Cmdlet) {
    $known = foreach ($path in $File) {
        $parameter = (Get-Command -Name $path -CommandType ExternalScript).Parameters.Values
        $missing = @($parameter | Where-Object { $_.Attributes.Mandatory -contains $true -and -not $Given.ContainsKey($_.Name) }).Name
        if ($missing) {
            $Cmdlet.ThrowTerminatingError((New-TestingError Runbook.MissingParameter InvalidArgument $path "The runbook '$path' was not started: it needs -Parameter @{ $($missing.ForEach{ "$_ = ..." } -join '; ') }." 'Give what is missing with -Parameter.'))
        }
        $parameter.Name
    }
    foreach ($name in $Given.Keys) {
        if ($name -notin $known) {
            $Cmdlet.ThrowTerminatingError((New-TestingError Runbook.UnknownParameter InvalidArgument $name "No runbook that was named has a parameter '$name', so none was started. They have $(@($known | Select-Object -Unique) -join ', ')." 'Correct the name in -Parameter.'))
        }
    }
}
