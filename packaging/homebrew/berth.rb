# Filled by packaging/fill in the release workflow, for a tap.
cask "berth" do
  arch arm: "aarch64", intel: "x64"

  version "@VERSION@"
  sha256 arm: "@ARM_SHA256@", intel: "@INTEL_SHA256@"

  url "@DOWNLOADS@/Berth_#{version}_#{arch}.dmg"
  name "Berth"
  desc "Container sessions you can leave and come back to"
  homepage "@HOMEPAGE@"

  depends_on macos: ">= :big_sur"

  app "Berth.app"
  binary "#{appdir}/Berth.app/Contents/MacOS/berthctl"

  zap trash: [
    "~/Library/Caches/dev.berth.Berth",
    "~/Library/WebKit/dev.berth.Berth",
  ]
end
