# The packages, as a machine has them that has nothing else: installed from a repository that is a folder, and imported by name.
BeforeAll {
    . $PSScriptRoot/Common.ps1
    $script:repositoryRoot = (Resolve-Path "$PSScriptRoot/../..").ProviderPath
    $script:version = (Import-PowerShellDataFile (Join-Path $modulePath NvdimmPS.psd1)).ModuleVersion

    function New-Package([string] $Name, [hashtable] $Option = @{}) {
        $folder = (New-Item -ItemType Directory -Force (Join-Path $TestDrive $Name)).FullName
        & $repositoryRoot/src/NvdimmPS/Build-Package.ps1 -Module $modulePath -Destination $folder @Option | Out-Null
        $folder
    }

    function Get-Package([string] $Folder, [string] $Filter) {
        $archive = [System.IO.Compression.ZipFile]::OpenRead((Get-ChildItem $Folder -Filter $Filter).FullName)
        try {
            $reader = [System.IO.StreamReader]::new(($archive.Entries | Where-Object Name -Like *.nuspec).Open())
            ([xml] $reader.ReadToEnd()).package.metadata
        } finally {
            $archive.Dispose()
        }
    }

    # In a home of its own, so that nothing of this machine is found or changed.
    function Invoke-Newcomer([string] $Script) {
        $userHome = (New-Item -ItemType Directory -Force (Join-Path $TestDrive home)).FullName
        $saved = @{ HOME = $env:HOME; XDG_DATA_HOME = $env:XDG_DATA_HOME; XDG_CONFIG_HOME = $env:XDG_CONFIG_HOME; PSModulePath = $env:PSModulePath; NVDIMMPS_AUDIT = $env:NVDIMMPS_AUDIT }
        try {
            $env:HOME = $userHome
            $env:XDG_DATA_HOME = $env:XDG_CONFIG_HOME = $env:PSModulePath = $null
            $said = & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command "`$ErrorActionPreference = 'Stop'; `$ProgressPreference = 'SilentlyContinue'; $Script" 2>&1
            $LASTEXITCODE | Should -Be 0 -Because "$said"
            $said
        } finally {
            $saved.GetEnumerator() | ForEach-Object { Set-Item "env:$($_.Key)" $_.Value }
        }
    }
}

Describe 'A release' -Skip:$IsWindows {
    BeforeAll {
        $script:folder = New-Package release
        # What it depends on is in the repository too.
        Compress-PSResource -Path (Get-Module Pester).ModuleBase -DestinationPath $folder -SkipModuleManifestValidate
        $null = Invoke-Newcomer "Register-PSResourceRepository there '$folder' -Trusted; Install-PSResource NvdimmPS.Testing -Repository there -Quiet"
    }

    It 'is installed with what it depends on' {
        $installed = Invoke-Newcomer 'Get-InstalledPSResource | Sort-Object Name | ForEach-Object { "$($_.Name) $($_.Version)" }'
        $installed | Should -Be "NvdimmPS $version", "NvdimmPS.Testing $version", "Pester $((Get-Module Pester).Version)"
    }

    It 'does its work: a command by name, help, a table' {
        $said = Invoke-Newcomer '$null = New-NvdimmSimulator 1x2; (Get-NvdimmHealth | Format-Table Dimm, Status | Out-String).Trim(); (Get-Help Get-NvdimmHealth).Synopsis; (Get-Help about_NvdimmHealth).Length -gt 1000'
        $said -join "`n" | Should -Match '(?s)nmem0 +Healthy.*NVDIMM.*True$'
    }

    It 'has runbooks that are found and started by name' {
        $said = Invoke-Newcomer 'Import-Module NvdimmPS.Testing; (Get-NvdimmRunbook).Name; $null = New-NvdimmSimulator 1x2; (Invoke-NvdimmRunbook DailyHealth -PassThru -Configuration @{ Output = @{ Verbosity = "None" } }).Result'
        $said | Should -Contain DailyHealth
        $said[-1] | Should -Be Passed
        @($said | Where-Object { $_ -notmatch " " }).Count | Should -Be (1 + (Get-ChildItem $modulePath/runbooks -Filter *.Runbook.ps1).Count)
    }

    It 'says in its notes what the changelog says' {
        $notes = (Get-Package $folder "NvdimmPS.$version.nupkg").releaseNotes
        $notes | Should -Match '^The first version'
        $notes.Length | Should -BeLessThan 600
        $notes | Should -Not -Match '`|^#'
    }

    It 'names no place on the web that it was not given' {
        (Get-Package $folder "NvdimmPS.$version.nupkg").projectUrl | Should -BeNullOrEmpty
    }
}

Describe 'A prerelease with an address' -Skip:$IsWindows {
    BeforeAll { $script:folder = New-Package preview @{ Prerelease = 'preview1'; ProjectUri = 'https://example.org/NvdimmPS' } }

    It 'has <Property> <Value>' -ForEach @(
        @{ Property = 'projectUrl'; Value = 'https://example.org/NvdimmPS' }
        @{ Property = 'licenseUrl'; Value = 'https://example.org/NvdimmPS/blob/main/LICENSE' }
        @{ Property = 'iconUrl'; Value = 'https://example.org/NvdimmPS/raw/main/docs/icon.png' }
    ) {
        foreach ($package in 'NvdimmPS', 'NvdimmPS.Testing') {
            (Get-Package $folder "$package.$version-preview1.nupkg").$Property | Should -Be $Value
        }
    }

    It 'can depend on its own kind' {
        ((Get-Package $folder "NvdimmPS.Testing.$version-preview1.nupkg").dependencies.dependency | Where-Object id -EQ NvdimmPS).version | Should -Be 0.0.1
    }

    It 'refuses what is no address' { { New-Package wrong @{ ProjectUri = 'github.com/x' } } | Should -Throw '*ProjectUri*' }
}

Describe 'Help' {
    It 'offers no page on the web, and says so' {
        { Get-Help Get-NvdimmHealth -Online -ErrorAction Stop } | Should -Throw '*online version of this Help topic cannot be displayed*'
        (Import-PowerShellDataFile (Join-Path $modulePath NvdimmPS.psd1)).HelpInfoUri | Should -BeNullOrEmpty
    }
}
