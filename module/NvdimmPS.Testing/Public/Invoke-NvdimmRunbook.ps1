function Invoke-NvdimmRunbook {
    <#
    .SYNOPSIS
    Runs runbooks on this machine, a simulator, a trace, or many hosts.

    .DESCRIPTION
    Starts Invoke-Pester with the runbooks' files and their data. All runbooks read only. What they found is in the tests'
    failures: host, DIMM, evidence, remedy. Runbooks do not run within a test of Pester: start them in a process of their own.

    .PARAMETER Name
    The runbooks: names of Get-NvdimmRunbook, or paths of one's own.

    .PARAMETER HostName
    The hosts, as Invoke-NvdimmFleet takes them; this machine when left out.

    .PARAMETER HostFile
    Text files with a host a line.

    .PARAMETER FleetOption
    Other parameters of Invoke-NvdimmFleet, such as @{ KeyFilePath = '~/.ssh/fleet'; TimeoutSec = 60 }.

    .PARAMETER Parameter
    The runbook's own parameters, such as @{ Dimm = 'nmem3'; Phase = 'Before' }.

    .PARAMETER OutputPath
    Where the results are written for other programs.

    .PARAMETER OutputFormat
    The form of that file.

    .PARAMETER Configuration
    Any other options of Pester, as New-PesterConfiguration takes them; they win.

    .PARAMETER PassThru
    Gives Pester's result.

    .EXAMPLE
    Invoke-NvdimmRunbook DailyHealth

    How this machine fares.

    .EXAMPLE
    Invoke-NvdimmRunbook DailyHealth -HostFile ./hosts -OutputPath health.xml -OutputFormat JUnitXml

    On a real fleet: all hosts of a file, with a report for a build server.

    .EXAMPLE
    Invoke-NvdimmRunbook ReplaceDimm -Parameter @{ Dimm = 'nmem3'; Phase = 'Before' } -PassThru

    Before nmem3 is pulled: what is on it, and whether it may be pulled now.

    .OUTPUTS
    Pester's result, with -PassThru.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory, Position = 0)]
        [ArgumentCompleter({ (Get-NvdimmRunbook "$($args[2])*").Name })]
        [string[]] $Name,

        [Alias('ComputerName')]
        [string[]] $HostName,

        [string[]] $HostFile,

        [hashtable] $FleetOption,

        [hashtable] $Parameter = @{},

        [string] $OutputPath,

        [ValidateSet('NUnitXml', 'NUnit2.5', 'NUnit3', 'JUnitXml')]
        [string] $OutputFormat = 'NUnitXml',

        [hashtable] $Configuration = @{},

        [switch] $PassThru
    )

    if (-not (Import-Pester)) {
        $PSCmdlet.ThrowTerminatingError((New-TestingError Runbook.NoPester NotInstalled Pester "No runbook was started: runbooks are tests of Pester 5, which is not installed here." "Install it with: Install-PSResource Pester -Version '[5.0, 6.0)'"))
    }
    $data = @{} + $Parameter
    foreach ($common in 'HostName', 'HostFile', 'FleetOption') {
        if ($PSBoundParameters.ContainsKey($common)) { $data[$common] = $PSBoundParameters[$common] }
    }
    $file = @($Name | ForEach-Object { Resolve-Runbook $_ $PSCmdlet })
    Assert-RunbookParameter $file $data $PSCmdlet
    $run = New-PesterConfiguration -Hashtable $Configuration
    $run.Run.Container = @($file | ForEach-Object { New-PesterContainer -Path $_ -Data $data })
    if ($PassThru) { $run.Run.PassThru = $true }
    if (-not $Configuration.Output.Verbosity) { $run.Output.Verbosity = 'Detailed' }
    if ($OutputPath) {
        $run.TestResult.Enabled = $true
        $run.TestResult.OutputPath = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($OutputPath)
        $run.TestResult.OutputFormat = $OutputFormat
    }
    # Pester forgets operators when it is loaded anew.
    Register-Operator
    Invoke-Pester -Configuration $run
}
