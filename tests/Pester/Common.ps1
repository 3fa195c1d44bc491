# What every test file needs: the staged module, and errors as objects.
$script:modulePath = if ($env:NVDIMMPS_MODULE) { $env:NVDIMMPS_MODULE } else { Join-Path $PSScriptRoot '../../out/NvdimmPS' }
$script:repositoryRoot = Resolve-Path (Join-Path $PSScriptRoot '../..')
$env:NO_COLOR = '1'
$PSStyle.OutputRendering = 'PlainText'
Import-Module $modulePath -ErrorAction Stop

# The error records of a command, whether they ended it or not.
function Get-Failure([scriptblock] $Command) {
    try {
        & $Command 2>&1 | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] }
    } catch {
        $_
    }
}

# A simulator of one's own for a test file.
function Use-Simulator([string] $Topology = '2x6') {
    New-NvdimmSimulator -Topology $Topology -Force
}

# The error must say what, of whom, and what to do next.
function Assert-Failure([object[]] $Failure, [string] $Id, [string] $Category, [string] $Target, [string] $Message = '.') {
    $Failure.Count | Should -Be 1 -Because "one error is expected, not: $Failure"
    $record = $Failure[0]
    $record.FullyQualifiedErrorId | Should -BeLike "$Id,NvdimmPS.Shell.Cmdlets.*"
    "$($record.CategoryInfo.Category)" | Should -BeExactly $Category
    "$($record.TargetObject)" | Should -BeExactly $Target
    $record.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    "$record" | Should -Match $Message
}

# What an assertion says when it fails.
function Get-Complaint([scriptblock] $Assertion) {
    $failure = $null
    try { $null = & $Assertion } catch { $failure = $_ }
    $failure | Should -Not -BeNullOrEmpty -Because "this should not hold: $Assertion"
    "$failure"
}

. $PSScriptRoot/Wait.ps1

# Holds every request in the simulated kernel until the gate is opened. No script can do that: it would run in the session that waits.
function Suspend-Simulator($Simulator) {
    $gate = @{ Held = [System.Threading.ManualResetEventSlim]::new(); Open = [System.Threading.ManualResetEventSlim]::new() }
    $body = [System.Linq.Expressions.Expression]::Block([System.Linq.Expressions.Expression[]] @(
            [System.Linq.Expressions.Expression]::Call([System.Linq.Expressions.Expression]::Constant($gate.Held), 'Set', $null)
            [System.Linq.Expressions.Expression]::Call([System.Linq.Expressions.Expression]::Constant($gate.Open), 'Wait', $null)
            [System.Linq.Expressions.Expression]::Constant(0)))
    $request = [System.Linq.Expressions.Expression]::Parameter([NvdimmPS.Simulation.NdSnoop].GetMethod('Invoke').GetParameters()[0].ParameterType)
    $Simulator.Snoop = [System.Linq.Expressions.Expression]::Lambda([NvdimmPS.Simulation.NdSnoop], $body, [System.Linq.Expressions.ParameterExpression[]] @($request)).Compile()
    $gate
}
