@echo off
rem Starts Neurite's command line on Java 25 or later, with the flags that it is fast with.
rem JAVA_HOME goes before PATH, and PATH before the usual folders.
setlocal EnableExtensions DisableDelayedExpansion

set "JAR=%~dp0..\target\neurite-cli.jar"
if not exist "%JAR%" set "JAR=%~dp0neurite-cli.jar"
if not exist "%JAR%" (
  echo neurite: %~dp0..\target\neurite-cli.jar is not built yet; run: mvn -f "%~dp0.." package -DskipTests>&2
  exit /b 1
)

set "FOUND="
if defined JAVA_HOME call :look "%JAVA_HOME%"
for %%J in (java.exe) do if not "%%~$PATH:J"=="" call :look "%%~dp$PATH:J.."
for /d %%D in ("%ProgramFiles%\Eclipse Adoptium\*" "%ProgramFiles%\Java\*" "%USERPROFILE%\.jdks\*") do call :look "%%~D"
if not defined FOUND (
  echo neurite: no Java of 25 or later found in JAVA_HOME, PATH, Program Files, .jdks; install one, Temurin 25 for example, or set JAVA_HOME>&2
  exit /b 1
)

set "MODULE="
findstr /r /c:"^MODULES=.*jdk\.incubator\.vector" "%FOUND%\release" >nul && set "MODULE=--add-modules jdk.incubator.vector"
"%FOUND%\bin\java.exe" -XX:+UseSerialGC %MODULE% -jar "%JAR%" %*
exit /b %ERRORLEVEL%

rem Takes the first folder whose file `release` has JAVA_VERSION="25… or more.
:look
if defined FOUND exit /b
if not exist "%~1\bin\java.exe" exit /b
if not exist "%~1\release" exit /b
for /f tokens^=2^ delims^=.^=^" %%V in ('findstr /b "JAVA_VERSION=" "%~1\release"') do if %%V geq 25 set "FOUND=%~1"
exit /b
