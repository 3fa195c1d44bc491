# Every task of docs/cookbook.md runs as it stands there, and shows what it says.
BeforeDiscovery {
    . $PSScriptRoot/Common.ps1
    $page = Get-Content -Raw (Join-Path $repositoryRoot docs/cookbook.md)
    $script:tasks = [regex]::Matches($page, '(?m)^### (.+)\n\n```powershell\n([\s\S]*?)\n```\n(?:\n```output\n([\s\S]*?)\n```)?') | ForEach-Object {
        @{ Task = $_.Groups[1].Value; Code = $_.Groups[2].Value; Says = $_.Groups[3].Value }
    }
    $script:counts = @{ Headings = [regex]::Matches($page, '(?m)^### ').Count; Tasks = $tasks.Count }
}

BeforeAll {
    . $PSScriptRoot/Common.ps1
    # Without what depends on the width.
    function Get-Gist([string] $Line) { ($Line -replace '\e\[[\d;]*m' -replace '\s+', ' ').Trim() }
}

Describe 'The cookbook' -ForEach $counts {
    It 'has thirty tasks or more, and each of them is tested' {
        $Tasks | Should -BeGreaterOrEqual 30
        $Tasks | Should -Be $Headings
    }
}

Describe '<Task>' -ForEach $tasks {
    BeforeAll {
        Push-Location $TestDrive
        if (Get-NvdimmSimulator) { Remove-NvdimmSimulator }
    }

    AfterAll {
        if (Get-NvdimmSimulator) { Remove-NvdimmSimulator }
        Pop-Location
    }

    It 'works' {
        $output = & ([scriptblock]::Create($Code)) 2>&1
        $output | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } | Should -BeNullOrEmpty
        $output | Should -Not -BeNullOrEmpty
        $lines = ($output | Out-String -Width 160) -split '\r?\n' | ForEach-Object { Get-Gist $_ }
        $missing = "$Says" -split '\r?\n' | Where-Object { $gist = Get-Gist $_; $gist -and -not ($lines | Where-Object { $_.StartsWith($gist, 'Ordinal') }) }
        $missing | Should -BeNullOrEmpty -Because "this comes out: $($output | Out-String -Width 160)"
    }
}
