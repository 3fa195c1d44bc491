# The watcher on the real kernel: each injection is told once, and so is its end. Needs Test-That.
function Get-Told([string] $What, [int] $AtLeast) {
    $end = [datetime]::UtcNow.AddSeconds(60)
    while (@(Get-Event $What -ErrorAction Ignore).Count -lt $AtLeast -and [datetime]::UtcNow -lt $end) { Start-Sleep -Milliseconds 200 }
    Start-Sleep 3 # Long enough for a sweep to tell it twice.
    $told = @(Get-Event $What -ErrorAction Ignore | ForEach-Object { "$($_.SourceEventArgs.Kind) $($_.SourceEventArgs.Property) $($_.SourceEventArgs.From) $($_.SourceEventArgs.To)" })
    Remove-Event $What -ErrorAction Ignore
    $told -join ', '
}

function Send-Injection([hashtable] $Argument) { $null = Invoke-NvdimmDsm -Dimm nmem0 -Function InjectError -Argument $Argument -Force -AllowInUse -Confirm:$false }

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

# A function that fails is told once, as is that it works again; an alarm whose threshold cannot be read stays as it is.
# A positive code is no error: the kernel passes it on as the ioctl's own result, with the answer.
$handle = (Get-NvdimmDevice nmem0).Handle
$fault = Get-ChildItem /sys/class/nfit_test_dimm | ForEach-Object FullName | Where-Object { [uint32] (Get-Content "$_/handle") -eq $handle }
$failures = @(
    @{ Functions = '0x2'; Code = -110; Told = 'Failure Answer Answers HealthCheck', 'Recovery Answer HealthCheck Answers' }
    @{ Functions = '0x6'; Code = -16; Told = 'Failure Answer Answers HealthCheck', 'Recovery Answer HealthCheck Answers' }
    @{ Functions = '0x4'; Code = -5; Told = 'Failure Answer Answers HealthCheck', 'Recovery Answer HealthCheck Answers' }
    @{ Functions = '0x2'; Code = -25; Told = 'Health HealthStatus Warning Unknown', 'Health HealthStatus Unknown Warning' }
    @{ Functions = '0x2'; Code = 110; Told = '', '' }
)
foreach ($failure in $failures) {
    Set-Content $fault/fail_cmd_code $failure.Code
    foreach ($i in 0, 1) {
        Set-Content $fault/fail_cmd (($failure.Functions, '0x0')[$i])
        $told = Get-Told swept ([int]($failure.Told[$i] -ne ''))
        Test-That "functions $($failure.Functions) that fail with $($failure.Code) are told as '$($failure.Told[$i])', not '$told'" { $told -ceq $failure.Told[$i] }
    }
}

Set-Content $fault/fail_cmd_code 0

# A DIMM without its driver still answers: its node and the firmware's way to it are the bus's.
sh -c 'echo nmem0 >/sys/bus/nd/drivers/nvdimm/unbind'
$told = Get-Told swept 0
Test-That "a DIMM that loses its driver goes on being watched, '$told'" { $told -ceq '' -and -not (Get-NvdimmDevice nmem0).Driver }
sh -c 'echo nmem0 >/sys/bus/nd/drivers/nvdimm/bind'
$told = Get-Told swept 0
Test-That "nothing is told of its return, '$told'" { $told -ceq '' -and (Get-NvdimmDevice nmem0).Driver }
Unregister-Event swept

# No sweep comes in time here: the kernel's own notification does it.
Register-NvdimmEvent nmem0 -IncludeInitial -SweepSec 3600 -SourceIdentifier notified
$null = Get-Told notified 4
Send-Injection $injections[0].On
$told = Get-Told notified 1
Test-That "the watcher is woken by the kernel: '$told'" { $told -ceq $injections[0].Told[0] }
Send-Injection $injections[0].Off
Unregister-Event notified

# Nor here: the kernel's uevents tell that DIMMs come and go. Ends with the machine as after a boot.
function Test-Arrival {
    Register-NvdimmEvent -Kind Arrival, Removal, Failure, Recovery -SweepSec 3600 -SourceIdentifier moved
    Start-Sleep 5
    foreach ($bus in 'nfit_test.0', 'nfit_test.1') { $null = ndctl disable-region --bus=$bus all 2>&1 }
    $names = (Get-NvdimmDevice).Name
    modprobe -r nfit_test
    $told = Get-Told moved $names.Count
    Test-That "every DIMM's removal is told once: '$told'" { $told -ceq (($names | ForEach-Object { 'Removal  present absent' }) -join ', ') }
    modprobe nfit_test
    $told = Get-Told moved $names.Count
    Test-That "every DIMM's arrival is told once: '$told'" { $told -ceq (($names | ForEach-Object { 'Arrival  absent present' }) -join ', ') }
    Unregister-Event moved
}
