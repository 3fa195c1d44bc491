function Get-NvdimmRunbook {
    <#
    .SYNOPSIS
    Lists the runbooks that came with the module.

    .DESCRIPTION
    Says what each runbook is for and which parameters it takes beside -HostName, -HostFile and -FleetOption.

    .PARAMETER Name
    The runbooks' names; * and ? are understood.

    .EXAMPLE
    Get-NvdimmRunbook

    Lists them all.

    .OUTPUTS
    Objects with Name, Synopsis, Parameter and Path.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        [Parameter(Position = 0)]
        [SupportsWildcards()]
        [string] $Name = '*'
    )

    foreach ($file in Get-ChildItem -LiteralPath $runbookFolder -File -Filter "*$runbookSuffix") {
        $own = $file.Name.Substring(0, $file.Name.Length - $runbookSuffix.Length)
        if ($own -notlike $Name) { continue }
        $script = [System.Management.Automation.Language.Parser]::ParseFile($file.FullName, [ref] $null, [ref] $null)
        [pscustomobject] @{
            Name      = $own
            Synopsis  = "$($script.GetHelpContent().Synopsis)".Trim()
            Parameter = @($script.ParamBlock.Parameters.Name.VariablePath.UserPath | Where-Object { $_ -notin 'HostName', 'HostFile', 'FleetOption' })
            Path      = $file.FullName
        }
    }
}
