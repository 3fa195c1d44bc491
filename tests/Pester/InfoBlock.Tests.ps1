BeforeAll {
    . $PSScriptRoot/Common.ps1

    # The first 8 KiB of an image that was made from the documents.
    function Save-Image([string] $Name) {
        $image = Get-Content -Raw (Join-Path $repositoryRoot "tests/NvdimmPS.Tests/Golden/infoblocks/$Name.json") | ConvertFrom-Json -AsHashtable
        $bytes = [byte[]]::new(8192)
        foreach ($run in $image.runs | Where-Object { $_[0] -lt $bytes.Length }) {
            $piece = [System.Convert]::FromHexString($run[1])
            [array]::Copy($piece, 0, $bytes, $run[0], [System.Math]::Min($piece.Length, $bytes.Length - $run[0]))
        }
        $file = Join-Path $TestDrive "$Name.infoblock"
        [System.IO.File]::WriteAllBytes($file, $bytes)
        $file
    }
}

Describe 'Get-NvdimmInfoBlock' {
    It 'reads a file' {
        $block = Get-NvdimmInfoBlock -Path (Save-Image pages-dax-dev)
        $block.Kind, $block.Version, $block.Map, $block.IsValid, $block.Source -join ' ' | Should -BeExactly 'DAX 1.4 dev True File'
        $block.Bytes.Count | Should -Be 4096
    }

    It 'compares the whole UUID of the parent' {
        $file = Save-Image pages-of-another
        (Get-NvdimmInfoBlock -Path $file).ParentMatches | Should -BeNullOrEmpty
        $block = Get-NvdimmInfoBlock -Path $file -ParentUuid 3b1a5c62-0f63-4a6e-8d5e-9c1f7a2b4d10
        $block.ParentMatches, $block.IsValid | Should -Be $false, $false
        $block.Findings.Id | Should -Be NV1202
        "$($block.Findings)" | Should -BeLike 'NV1202 Critical pages-of-another.infoblock: *'
    }

    It 'takes several files, and shows them in a table' {
        $null = 'btt-1.1-new', 'btt-2.0-new' | ForEach-Object { Save-Image $_ }
        $table = Get-NvdimmInfoBlock -Path (Join-Path $TestDrive 'btt-*.infoblock') | Out-String -Width 80
        $table | Should -Match 'BTT +1\.1 +Info +4096 +True'
        $table | Should -Match 'BTT2 +2\.0 +Info +0 +True'
    }

    It 'finds none where there is none' {
        $file = Join-Path $TestDrive none.bin
        [System.IO.File]::WriteAllBytes($file, [byte[]]::new(8192))
        Assert-Failure (Get-Failure { Get-NvdimmInfoBlock -Path $file }) Nvdimm.InfoBlock.None ObjectNotFound $file 'no info block'
    }
}
