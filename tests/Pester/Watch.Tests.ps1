# The watcher in a real session: what a simulated machine does is told once, and its end is told once.
BeforeAll {
    . $PSScriptRoot/Common.ps1
    $script:simulator = Use-Simulator 1x2

    # Runs in another runspace, as a second prompt would; waits for as many events as there should be.
    function Invoke-Watch([string] $Parameters) {
        $shell = [powershell]::Create().AddScript("Import-Module '$modulePath'; Watch-NvdimmEvent $Parameters")
        $seen = [System.Management.Automation.PSDataCollection[psobject]]::new()
        @{ Shell = $shell; Seen = $seen; Running = $shell.BeginInvoke([System.Management.Automation.PSDataCollection[psobject]]::new(), $seen) }
    }

    # Linux cuts a thread's name after 15 characters.
    function Get-WatchThread {
        if ($IsLinux) { Get-ChildItem /proc/self/task | ForEach-Object { Get-Content "$($_.FullName)/comm" } | Where-Object { $_ -like 'NvdimmPS watch*' } }
    }
}

AfterAll { Remove-NvdimmSimulator }

Describe 'Watch-NvdimmEvent' {
    It 'tells the state at the start, and ends after -Count' {
        $events = Watch-NvdimmEvent nmem0 -IncludeInitial -Count 2
        "$($events.Kind)" | Should -BeExactly 'Health Threshold'
        $events[0].PSObject.TypeNames[0] | Should -BeExactly 'NvdimmPS.NvdimmEvent'
        "$($events.Sequence)" | Should -BeExactly '1 2'
    }

    It 'ends at its time' { Watch-NvdimmEvent -TimeoutSec 1 | Should -BeNullOrEmpty }

    It 'gives signs of life that are not counted' {
        $beats = Watch-NvdimmEvent -Kind Heartbeat -HeartbeatSec 1 -Count 1 | Select-Object -First 2
        $beats.Kind | Should -Be Heartbeat, Heartbeat
        "$($beats.Dimm)".Trim() | Should -BeNullOrEmpty
    }

    It 'tells each change once while it watches, and goes on when a DIMM fails' {
        $watch = Invoke-Watch 'nmem0 -IncludeInitial -Kind Threshold, Failure, Recovery -SweepSec 1'
        Wait-For { $watch.Seen.Count -ge 3 }
        $start = $watch.Seen.Count
        $simulator.Dimm('nmem0').MediaTemperature = 99
        Wait-For { $watch.Seen.Count -ge $start + 1 }
        $null = $simulator.AddFault(@{ Target = 'nmem0'; Errno = 'ETIMEDOUT' })
        Wait-For { $watch.Seen.Count -ge $start + 2 }
        $simulator.ClearFaults()
        Wait-For { $watch.Seen.Count -ge $start + 3 }
        $simulator.Dimm('nmem0').MediaTemperature = 30
        Wait-For { $watch.Seen.Count -ge $start + 4 }
        $watch.Shell.Stop()
        $told = $watch.Seen | Select-Object -Skip $start | ForEach-Object { "$($_.Kind) $($_.To)" }
        $told | Should -Be 'Threshold Tripped', 'Failure HealthCheck', 'Recovery Answers', 'Threshold Clear'
        $watch.Shell.Dispose()
    }

    It 'leaves no thread behind when the pipeline has enough' {
        $null = Watch-NvdimmEvent -IncludeInitial | Select-Object -First 1
        Wait-For { -not (Get-WatchThread) }
    }

    It 'sends nothing but the health functions' {
        $null = Watch-NvdimmEvent -IncludeInitial -Count 1
        $simulator.Transcript.Function | Sort-Object -Unique | Should -Be 1, 2
    }
}

Describe 'Register-NvdimmEvent' {
    It 'queues events for Get-Event until Unregister-Event ends the watch' {
        Register-NvdimmEvent nmem1 -SourceIdentifier watch -IncludeInitial -Kind Security | Should -BeNullOrEmpty
        $first = Wait-Event watch -Timeout 300
        $first.SourceEventArgs.To | Should -BeExactly disabled
        $watcher = $first.Sender
        $watcher.Active | Should -BeTrue
        Unregister-Event watch
        $watcher.Active | Should -BeFalse
        Wait-For { -not (Get-WatchThread) }
        Remove-Event watch
    }

    It 'refuses a name that is taken, as Register-ObjectEvent does' {
        Register-NvdimmEvent -SourceIdentifier twice
        Register-NvdimmEvent -SourceIdentifier twice -ErrorAction SilentlyContinue -ErrorVariable refused
        "$($refused.FullyQualifiedErrorId)" | Should -BeLike 'Nvdimm.Watch.SubscriberExists,*'
        @(Get-EventSubscriber twice).Count | Should -Be 1
        Unregister-Event twice
    }

    It 'runs an action for each event' {
        $job = Register-NvdimmEvent nmem0 -SourceIdentifier act -IncludeInitial -Kind Health -MessageData 'note' -Action { "$($Event.MessageData): $($EventArgs.Message)" }
        $job.GetType().Name | Should -BeExactly PSEventJob
        Wait-For { $job.HasMoreData }
        "$(Receive-Job $job)" | Should -BeExactly 'note: nmem0 is Healthy (Normal)'
        Unregister-Event act
        $job.State | Should -Be Stopped
        Remove-Job $job
    }
}

Describe 'The service' {
    It 'writes lines that the journal understands' {
        $lines = & "$repositoryRoot/contrib/nvdimm-watch.ps1" nmem0 -Kind Health -Count 1
        $lines | Should -Match '^<6>\{.*"Kind":"Health".*"To":"Healthy"'
        ($lines.Substring(3) | ConvertFrom-Json).Severity | Should -BeExactly Information
    }
}

Describe 'Ctrl-C while a DIMM hangs' {
    It 'ends each cmdlet that asks for health before the DIMM answers' {
        $asked = $simulator.Transcript.Count
        $gate = Suspend-Simulator $simulator
        try {
            $shells = 'Get-NvdimmHealth', 'Test-NvdimmHealth', 'Watch-NvdimmEvent -SweepSec 86400' | ForEach-Object {
                $shell = [powershell]::Create().AddScript("Import-Module '$modulePath'; $_")
                $null = $shell.BeginInvoke()
                $shell
            }
            $gate.Held.Wait()
            $shells | ForEach-Object Stop
            $simulator.Transcript.Count | Should -Be $asked
            $shells.InvocationStateInfo.State | Sort-Object -Unique | Should -Be Stopped
            $shells | ForEach-Object Dispose
        } finally {
            $gate.Open.Set()
            $simulator.Snoop = $null
        }
    }
}
