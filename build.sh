#!/usr/bin/env bash
# Builds and tests as continuous integration does, with nothing but the .NET SDK: warnings are errors, formatting is checked.
set -euo pipefail
cd "$(dirname "$0")"
export CI=true
dotnet build PodNetKernel.sln --nologo -clp:NoSummary
dotnet format PodNetKernel.sln --no-restore --verify-no-changes
dotnet test --solution PodNetKernel.sln --no-build
