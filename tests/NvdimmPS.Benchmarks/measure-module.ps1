# Import-Module beside an empty binary module, with a manifest and as a bare DLL (each in a fresh process, medians), and
# pipeline objects a second on the simulator. ./build.ps1 first.
param([string] $Module = (Join-Path $PSScriptRoot '../../out/NvdimmPS'), [int] $Runs = 15)
$ErrorActionPreference = 'Stop'
$pwsh = (Get-Process -Id $PID).Path
$folder = [IO.Directory]::CreateTempSubdirectory('nvdimmps-empty-').FullName
try {
    $empty = Join-Path $folder 'Empty.dll'
    $manifest = Join-Path $folder 'Empty.psd1'
    New-ModuleManifest -Path $manifest -RootModule Empty.dll -CmdletsToExport Get-Nothing
    Add-Type -OutputAssembly $empty -TypeDefinition '[System.Management.Automation.Cmdlet("Get", "Nothing")] public sealed class GetNothingCmdlet : System.Management.Automation.PSCmdlet { }'

    function Get-Median([double[]] $Values) { ($Values | Sort-Object)[[int] [math]::Floor($Values.Count / 2)] }
    function Measure-Import([string] $Path) {
        $script = "`$t = [Diagnostics.Stopwatch]::StartNew(); Import-Module '$Path'; `$t.Elapsed.TotalMilliseconds"
        [double] (& $pwsh -NoProfile -NonInteractive -Command $script)
    }

    $ours = [System.Collections.Generic.List[double]]::new()
    $theirs = [System.Collections.Generic.List[double]]::new()
    $bare = [System.Collections.Generic.List[double]]::new()
    foreach ($run in 1..$Runs) {
        $bare.Add((Measure-Import $empty))
        $theirs.Add((Measure-Import $manifest))
        $ours.Add((Measure-Import (Resolve-Path $Module)))
    }

    Import-Module $Module
    $null = New-NvdimmSimulator -Topology 4x24
    $null = Invoke-NvdimmDsm -Dimm * -Function 1
    $rates = foreach ($run in 1..5) {
        $watch = [Diagnostics.Stopwatch]::StartNew()
        $count = @(1..10 | ForEach-Object { Invoke-NvdimmDsm -Dimm * -Function 1 }).Count
        $count / $watch.Elapsed.TotalSeconds
    }

    $listing = foreach ($run in 1..5) {
        $watch = [Diagnostics.Stopwatch]::StartNew()
        $count = @(1..10 | ForEach-Object { Get-NvdimmDevice }).Count
        $count / $watch.Elapsed.TotalSeconds
    }

    [pscustomobject] @{
        ImportMs       = [math]::Round((Get-Median $ours), 1)
        EmptyImportMs  = [math]::Round((Get-Median $theirs), 1)
        EmptyDllMs     = [math]::Round((Get-Median $bare), 1)
        Ratio          = [math]::Round((Get-Median $ours) / (Get-Median $theirs), 2)
        CallsPerSecond = [math]::Round((Get-Median $rates))
        DimmsPerSecond = [math]::Round((Get-Median $listing))
    }
} finally {
    if (Get-Module NvdimmPS) { if (Get-NvdimmSimulator) { Remove-NvdimmSimulator } }
    Remove-Item -Recurse $folder
}
