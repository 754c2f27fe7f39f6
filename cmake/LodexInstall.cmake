# cmake --install: library, headers, command, CMake package, pkg-config file, man page, completions.
include(CMakePackageConfigHelpers)

install(TARGETS lodex EXPORT lodex-targets
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY lib/include/lodex DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.h")

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/lodex)
install(EXPORT lodex-targets NAMESPACE lodex:: DESTINATION ${package_dir})
configure_package_config_file(cmake/lodex-config.cmake.in lodex-config.cmake
  INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(lodex-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/lodex-config.cmake
  ${CMAKE_CURRENT_BINARY_DIR}/lodex-config-version.cmake DESTINATION ${package_dir})

# The engine over Xapian: the component xapian of the package, in files of its own, so that a
# distribution can pack it apart from the library under another licence.
if(TARGET lodex_xapian)
  install(TARGETS lodex_xapian EXPORT lodex-xapian-targets
    LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
  set_target_properties(lodex_xapian PROPERTIES INSTALL_RPATH "$ORIGIN")
  install(FILES lib/xapian/use_engine.cc DESTINATION ${CMAKE_INSTALL_DATADIR}/lodex
    RENAME use_xapian_engine.cc)
  install(EXPORT lodex-xapian-targets NAMESPACE lodex:: DESTINATION ${package_dir})
  configure_file(cmake/lodex-xapian.pc.in lodex-xapian.pc @ONLY)
  install(FILES ${CMAKE_CURRENT_BINARY_DIR}/lodex-xapian.pc
    DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
endif()

configure_file(cmake/lodex.pc.in lodex.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/lodex.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

if(LODEX_APPS)
  file(RELATIVE_PATH libdir_from_bindir
    ${CMAKE_INSTALL_FULL_BINDIR} ${CMAKE_INSTALL_FULL_LIBDIR})
  set_target_properties(lodex_command PROPERTIES INSTALL_RPATH "$ORIGIN/${libdir_from_bindir}")
  install(TARGETS lodex_command RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})

  # What the command says of itself.
  set(generated ${CMAKE_CURRENT_BINARY_DIR}/generated)
  file(MAKE_DIRECTORY ${generated})
  add_custom_command(
    OUTPUT ${generated}/lodex.1 ${generated}/lodex.bash ${generated}/_lodex ${generated}/lodex.fish
    COMMAND lodex_command man > ${generated}/lodex.1
    COMMAND lodex_command completions bash > ${generated}/lodex.bash
    COMMAND lodex_command completions zsh > ${generated}/_lodex
    COMMAND lodex_command completions fish > ${generated}/lodex.fish
    DEPENDS lodex_command
    VERBATIM)
  add_custom_target(lodex_command_pages ALL DEPENDS ${generated}/lodex.1)
  install(FILES ${generated}/lodex.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
  install(FILES ${generated}/lodex.bash
    DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME lodex)
  install(FILES ${generated}/_lodex DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions)
  install(FILES ${generated}/lodex.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
endif()
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
