# Reports: what goes into them, and how the page fares in a real browser, where there is one.
BeforeDiscovery {
    . $PSScriptRoot/Browser.ps1
    $script:browserFound = [bool] (Find-Browser)
    if (-not $browserFound) {
        Write-Warning 'The page is not opened: no chromium or chrome was found (NVDIMMPS_CHROMIUM names one).'
    }
}

BeforeAll {
    . $PSScriptRoot/Common.ps1
    . $PSScriptRoot/Browser.ps1

    # A host's failure, as Invoke-NvdimmFleet writes it.
    function Get-HostFailure([string] $Fault, [string] $HostName, [string] $Message = "${HostName}: it failed.") {
        # Of this process: an id alone is anybody's claim.
        $constructor = [NvdimmPS.NvdimmException].GetConstructors('Instance, NonPublic')[0]
        $made = $constructor.Invoke([object[]] @("Nvdimm.Fleet.$Fault", [NvdimmPS.NvdimmErrorKind]::ConnectionError, $HostName, $Message, [NvdimmPS.NextStep] 'Look at it.', $null))
        $record = [System.Management.Automation.ErrorRecord]::new($made, "Nvdimm.Fleet.$Fault", 'ConnectionError', $HostName)
        $record.ErrorDetails = [System.Management.Automation.ErrorDetails]::new($Message)
        $record.ErrorDetails.RecommendedAction = 'Look at it.'
        $record
    }

    # Health as it comes from hosts: deserialized, with PSComputerName.
    function Get-FleetHealth([string[]] $HostName) {
        $xml = [System.Management.Automation.PSSerializer]::Serialize(@(Get-NvdimmHealth), 4)
        foreach ($name in $HostName) {
            [System.Management.Automation.PSSerializer]::Deserialize($xml) | Add-Member -NotePropertyName PSComputerName -NotePropertyValue $name -PassThru
        }
    }

    function Get-Report([string] $Path) { Get-Content -Raw $Path | ConvertFrom-Json }
}

AfterAll { if (Get-NvdimmSimulator) { Remove-NvdimmSimulator } }

Describe 'Export-NvdimmReport' {
    BeforeEach {
        $script:simulator = Use-Simulator 1x4
        $script:path = Join-Path $TestDrive "$(New-Guid).json"
    }

    It 'reads this machine where nothing is piped in' {
        $simulator.Dimm('nmem2').HealthState = 'Fatal'
        $file = Export-NvdimmReport $path -PassThru
        $file | Should -BeOfType System.IO.FileInfo
        $report = Get-Report $path
        $report.findings | ForEach-Object { "$($_.target) $($_.id)" } | Should -Be 'nmem2 NV1008', 'region0 NV2003'
        $report.dimms.Count | Should -Be 4
        $report.hosts.status | Should -BeExactly Unhealthy
    }

    It 'tells hosts apart: fine, unhealthy, unreachable, unsupported' {
        $health = Get-FleetHealth node1, node2
        ($health | Where-Object PSComputerName -EQ node2)[1].HealthStatus = 'Unhealthy'
        $health | Export-NvdimmReport $path -ErrorRecord (Get-HostFailure Timeout node3), (Get-HostFailure NoModule node4)
        (Get-Report $path).hosts | ForEach-Object { "$($_.name) $($_.status)" } | Should -Be 'node2 Unhealthy', 'node3 Unreachable', 'node4 Unsupported', 'node1 Healthy'
    }

    It 'takes health in every form that it comes in: <Form>' -ForEach @(
        @{ Form = 'live'; Through = { $input } }
        @{ Form = 'CLIXML'; Through = { $all = @($input); $file = Join-Path $TestDrive h.xml; $all | Export-Clixml $file; Import-Clixml $file } }
        @{ Form = 'JSON'; Through = { @($input) | ConvertTo-Json -Depth 4 | ConvertFrom-Json } }
        @{ Form = 'a report'; Through = { $all = @($input); $file = Join-Path $TestDrive r.json; $all | Export-NvdimmReport $file -Force; (Get-Report $file).dimms } }
    ) {
        $simulator.Dimm('nmem1').LastShutdownDirty = $true
        Get-NvdimmHealth | & $Through | Export-NvdimmReport $path
        $report = Get-Report $path
        $report.dimms | ForEach-Object { "$($_.dimm) $($_.healthStatus)" } | Should -Be 'nmem1 Warning', 'nmem0 Healthy', 'nmem2 Healthy', 'nmem3 Healthy'
        $report.findings.id | Should -BeExactly NV1010
        $report.dimms[0].mediaTemperature | Should -Be (Get-NvdimmHealth nmem1).MediaTemperature
    }

    It 'keeps why a DIMM does not report its health, also from afar' {
        $null = $simulator.AddFault(@{ Target = 'nmem1'; Errno = 'EIO' })
        Get-FleetHealth node1 | Export-NvdimmReport $path
        (Get-Report $path).findings.evidence | Should -Match 'EIO'
    }

    It 'takes findings and error records from the pipeline too' {
        $simulator.Dimm('nmem3').HealthState = 'NonCritical'
        & { Get-NvdimmHealth; Test-NvdimmHealth; Get-HostFailure Network node9; Write-Error 'else' 2>&1 } | Export-NvdimmReport $path
        $report = Get-Report $path
        $report.findings.id | Should -BeExactly NV1006
        $report.failures.host | Where-Object { $_ } | Should -Be node9
        $report.failures.message | Should -Contain else
    }

    It 'takes the errors of a fleet that could not be asked, live and out of a file' {
        Invoke-NvdimmFleet -HostName '-x', 'a/b' -ErrorAction SilentlyContinue -ErrorVariable failed
        $failed | Export-Clixml (Join-Path $TestDrive e.xml)
        Export-NvdimmReport $path -ErrorRecord $failed
        $live = (Get-Report $path).failures
        Export-NvdimmReport $path -ErrorRecord (Import-Clixml (Join-Path $TestDrive e.xml)) -Force
        $live.id | Select-Object -Unique | Should -BeExactly Nvdimm.Fleet.Host
        ($live | ConvertTo-Json) | Should -BeExactly ((Get-Report $path).failures | ConvertTo-Json)
        $live.remedy | Should -Match 'user@host'
    }

    It 'is a baseline where it is of one machine' {
        Export-NvdimmReport $path
        $simulator.Dimm('nmem0').PercentageUsed = 90
        (Compare-NvdimmHealth -Baseline $path | Where-Object Change -EQ Worse).Dimm | Should -Be nmem0
    }

    It 'writes CSV that Import-Csv reads, without formulas' {
        $csv = Join-Path $TestDrive "$(New-Guid).csv"
        $health = Get-FleetHealth '=cmd|''/C calc''!A0'
        $health[0].UniqueId = "+1,`"x`""
        $health | Export-NvdimmReport $csv
        $rows = Import-Csv $csv
        $rows.Count | Should -Be 4
        $rows[0].Host | Should -BeExactly '''=cmd|''/C calc''!A0'
        $rows.UniqueId | Should -Contain '''+1,"x"'
        $rows[0].MediaTemperature | Should -Match '^[0-9.]+$'
    }

    It 'refuses what it cannot do, and leaves the file as it was' {
        Set-Content $path before -NoNewline
        Assert-Failure (Get-Failure { Export-NvdimmReport $path }) Nvdimm.Report.FileExists InvalidOperation $path
        Assert-Failure (Get-Failure { Export-NvdimmReport "$path.txt" }) Nvdimm.Report.Format InvalidArgument "$path.txt"
        $nowhere = Join-Path $TestDrive 'none/report.html'
        Assert-Failure (Get-Failure { Export-NvdimmReport $nowhere }) Nvdimm.Report.File ObjectNotFound $nowhere
        Get-Content -Raw $path | Should -BeExactly before
        Export-NvdimmReport "$path.html" -WhatIf
        Test-Path "$path.html" | Should -BeFalse
        Export-NvdimmReport $path -Force -Title 'Evening'
        (Get-Report $path).title | Should -BeExactly Evening
    }
}

Describe 'The page in a browser' -Skip:(-not $browserFound) {
    BeforeAll {
        $null = Use-Simulator 2x6
        $script:page = Join-Path $TestDrive report.html
        $evil = '<script>window.evil = 1</script><img src=x onerror="window.evil = 1">'
        $health = Get-FleetHealth node2, node10, node1, $evil
        $health[3].HealthStatus = 'Unhealthy'
        $health[5].MediaTemperature = 99.5
        $health[7].MediaTemperature = $null
        $health[8].UniqueId = $evil
        $health | Export-NvdimmReport $page -Title "Fleet $evil" -ErrorRecord (Get-HostFailure Network gone -Message "gone: $evil"), (Get-HostFailure NoModule $evil)
        $script:browser = Open-Browser (Join-Path $TestDrive profile)
        Open-Page $browser $page

        function Get-Column([string] $Title) {
            Get-PageValue $browser "(() => { const column = Array.from(document.querySelectorAll('#dimm-table thead th')).findIndex(th => th.textContent.startsWith('$Title')); return Array.from(document.querySelectorAll('#dimm-table tbody tr:not([hidden])'), row => row.cells[column].textContent) })()"
        }

        function Step-Head([string] $Title) {
            Get-PageValue $browser "(() => { const head = Array.from(document.querySelectorAll('#dimm-table thead th')).find(th => th.textContent.startsWith('$Title')); head.querySelector('button').focus(); document.activeElement.click(); return head.getAttribute('aria-sort') })()"
        }
    }

    AfterAll { Close-Browser $browser }

    It 'asks nobody and complains of nothing' {
        ($browser.Events | Where-Object method -EQ Network.requestWillBeSent).params.request.url | Where-Object { $_ -notlike 'data:*' } | Should -Be ([uri]::new("file://$page").AbsoluteUri)
        $browser.Events | Where-Object method -In Runtime.exceptionThrown, Runtime.consoleAPICalled, Log.entryAdded | ForEach-Object { $_.params | ConvertTo-Json -Depth 8 -Compress } | Should -BeNullOrEmpty
    }

    It 'runs nothing of what hosts say' {
        Get-PageValue $browser 'typeof window.evil' | Should -Be undefined
        Get-PageValue $browser 'document.images.length + document.scripts.length' | Should -Be 1
        Get-PageValue $browser 'document.title' | Should -BeExactly "Fleet $evil"
    }

    It 'lets nothing in that is not its own' {
        Get-PageValue $browser "(() => { const more = document.createElement('script'); more.textContent = 'window.evil = 2'; document.body.append(more); return typeof window.evil })()" | Should -Be undefined
    }

    It 'sorts by a click on a head, and the other way by the next' {
        Step-Head Media | Should -Be ascending
        $ascending = Get-Column Media
        $ascending[-1] | Should -Be "`u{2013}"
        [double[]] $ascending[0..46] | Should -Be ([double[]] $ascending[0..46] | Sort-Object)
        Step-Head Media | Should -Be descending
        (Get-Column Media)[0] | Should -Be 99.5
        (Get-Column Media)[-1] | Should -Be "`u{2013}"
    }

    It 'sorts names as people do, and status by what is worst' {
        Step-Head Host | Should -Be ascending
        Get-Column Host | Select-Object -Unique | Select-Object -Last 3 | Should -Be node1, node2, node10
        Step-Head Health | Should -Be ascending
        (Get-Column Health)[0] | Should -Be Unhealthy
        Get-PageValue $browser 'document.querySelectorAll("#dimm-table th[aria-sort]").length' | Should -Be 1
    }

    It 'is worked by keyboard' {
        Get-PageValue $browser 'document.querySelector("#dimm-table thead button").focus()'
        $key = @{ key = 'Enter'; code = 'Enter'; windowsVirtualKeyCode = 13; text = "`r" }
        $null = Send-Browser $browser Input.dispatchKeyEvent -Parameters ($key + @{ type = 'keyDown' })
        $null = Send-Browser $browser Input.dispatchKeyEvent -Parameters ($key + @{ type = 'keyUp' })
        Get-PageValue $browser 'document.querySelector("#dimm-table thead th").getAttribute("aria-sort")' | Should -Be ascending
    }

    It 'filters rows' {
        $type = 'const box = document.getElementById("filter"); box.value = "{0}"; box.dispatchEvent(new Event("input")); document.querySelector(".filter output").textContent'
        Get-PageValue $browser "{ $($type -f 'NODE10 nmem1') }" | Should -Be '3 of 48 rows'
        Get-Column DIMM | Sort-Object | Should -Be nmem1, nmem10, nmem11
        Get-PageValue $browser "{ $($type -f '') }" | Should -BeNullOrEmpty
        (Get-Column DIMM).Count | Should -Be 48
    }

    It 'overflows nowhere at <Width> pixels' -ForEach @(@{ Width = 320 }, @{ Width = 390 }, @{ Width = 420 }, @{ Width = 1280 }) {
        Open-Page $browser $page $Width
        Get-PageValue $browser 'document.documentElement.scrollWidth - document.documentElement.clientWidth' | Should -Be 0
        Get-PageValue $browser 'Array.from(document.querySelectorAll("h1, h2, p, figure, dl, .scroll")).filter(e => e.getBoundingClientRect().right > innerWidth + 1).length' | Should -Be 0
    }

    It 'has a name for everything that can be used' {
        # What is far below is laid out when somebody comes near.
        $null = Get-PageValue $browser 'document.querySelectorAll("section").forEach(s => s.style.contentVisibility = "visible"), document.body.offsetHeight'
        $nodes = (Send-Browser $browser Accessibility.getFullAXTree).nodes | Where-Object { -not $_.ignored -and $_.role.value -in 'button', 'link', 'searchbox', 'table', 'image', 'figure', 'region', 'main', 'navigation' }
        @($nodes | Where-Object { $_.role.value -notin 'main' -and -not $_.name.value }).Count | Should -Be 0
        $nodes.role.value | Select-Object -Unique | Sort-Object | Should -Be button, figure, image, link, main, navigation, region, searchbox, table
    }

    It 'reads without its script too' {
        $null = Send-Browser $browser Emulation.setScriptExecutionDisabled -Parameters @{ value = $true }
        Open-Page $browser $page
        $null = Send-Browser $browser Emulation.setScriptExecutionDisabled -Parameters @{ value = $false }
        Get-PageValue $browser 'document.querySelectorAll("button").length' | Should -Be 0
        Get-PageValue $browser 'getComputedStyle(document.querySelector(".filter")).display' | Should -Be none
        Get-PageValue $browser 'document.querySelectorAll("#dimm-table tbody tr").length' | Should -Be 48
    }

    It 'prints without controls' {
        Open-Page $browser $page
        $null = Send-Browser $browser Emulation.setEmulatedMedia -Parameters @{ media = 'print' }
        Get-PageValue $browser 'Array.from(document.querySelectorAll("nav, .filter, .skip, details")).filter(e => getComputedStyle(e).display !== "none").length' | Should -Be 0
        Get-PageValue $browser 'Array.from(document.querySelectorAll(".scroll")).filter(e => getComputedStyle(e).overflow !== "visible").length' | Should -Be 0
        $null = Send-Browser $browser Emulation.setEmulatedMedia -Parameters @{ media = '' }
    }
}
