# The watcher on the real kernel: each injection is told once, and so is its end. Needs Test-That.
function Get-Told([string] $What, [int] $AtLeast) {
    $end = [datetime]::UtcNow.AddSeconds(60)
    while (@(Get-Event $What -ErrorAction Ignore).Count -lt $AtLeast -and [datetime]::UtcNow -lt $end) { Start-Sleep -Milliseconds 200 }
    Start-Sleep 3 # Long enough for a sweep to tell it twice.
    $told = @(Get-Event $What -ErrorAction Ignore | ForEach-Object { "$($_.SourceEventArgs.Kind) $($_.SourceEventArgs.Property) $($_.SourceEventArgs.From) $($_.SourceEventArgs.To)" })
    Remove-Event $What -ErrorAction Ignore
    $told -join ', '
}

function Send-Injection([hashtable] $Argument) { $null = Invoke-NvdimmDsm -Dimm nmem0 -Function InjectError -Argument $Argument -Force -Confirm:$false }

Register-NvdimmEvent nmem0 -IncludeInitial -SweepSec 1 -SourceIdentifier swept
$null = Get-Told swept 4
$injections = @(
    @{ On = @{ MediaTemperatureEnable = 'Enable'; MediaTemperature = 55 }; Off = @{ MediaTemperatureEnable = 'Disable' }; Told = 'Threshold MediaTemperature Clear Tripped', 'Threshold MediaTemperature Tripped Clear' }
    @{ On = @{ SparesRemainingEnable = 'Enable'; SparesRemaining = 3 }; Off = @{ SparesRemainingEnable = 'Disable' }; Told = 'Threshold SparesRemaining Clear Tripped', 'Threshold SparesRemaining Tripped Clear' }
    @{ On = @{ FatalErrorEnable = 'Enable' }; Off = @{ FatalErrorEnable = 'Disable' }; Told = 'Health HealthStatus Warning Unhealthy', 'Health HealthStatus Unhealthy Warning' }
    @{ On = @{ DirtyShutdownEnable = 'Enable' }; Off = @{ DirtyShutdownEnable = 'Disable' }; Told = 'Shutdown DirtyShutdownCount 42 43', 'Shutdown LastShutdown Dirty Clean' }
)
foreach ($injection in $injections) {
    foreach ($i in 0, 1) {
        Send-Injection $injection[('On', 'Off')[$i]]
        $told = Get-Told swept 1
        Test-That "the watcher tells '$($injection.Told[$i])' once, not '$told'" { $told -ceq $injection.Told[$i] }
    }
}

Unregister-Event swept

# No sweep comes in time here: the kernel's own notification does it.
Register-NvdimmEvent nmem0 -IncludeInitial -SweepSec 3600 -SourceIdentifier notified
$null = Get-Told notified 4
Send-Injection $injections[0].On
$told = Get-Told notified 1
Test-That "the watcher is woken by the kernel: '$told'" { $told -ceq $injections[0].Told[0] }
Send-Injection $injections[0].Off
Unregister-Event notified
