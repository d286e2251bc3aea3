# Linux 6.18
# ip utility, iproute2-6.1.0, libbpf 1.1.2
# iptables v1.8.9 (nf_tables)
# conntrack v1.4.7 (conntrack-tools)
# BusyBox v1.35.0 (Debian 1:1.35.0-4+deb12u1+b1) multi-call binary.
ip netns add gw
ip netns add sw
ip netns add left
ip netns add right
ip netns add ask
ip netns add web
ip netns add api
ip netns exec gw sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec gw sysctl -qw net.ipv6.conf.all.disable_ipv6=0 net.ipv6.conf.default.disable_ipv6=0 net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0 net.ipv6.conf.default.accept_ra=0
ip netns exec gw sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.disable_ipv6=0 net.ipv6.conf.all.forwarding=1
ip netns exec sw sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec sw sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec left sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec left sysctl -qw net.ipv6.conf.all.disable_ipv6=0 net.ipv6.conf.default.disable_ipv6=0 net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0 net.ipv6.conf.default.accept_ra=0
ip netns exec left sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-ip6tables=1 net.bridge.bridge-nf-call-iptables=1 net.ipv6.conf.all.disable_ipv6=0 net.ipv6.conf.all.forwarding=1
ip netns exec right sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec right sysctl -qw net.ipv6.conf.all.disable_ipv6=0 net.ipv6.conf.default.disable_ipv6=0 net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0 net.ipv6.conf.default.accept_ra=0
ip netns exec right sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-ip6tables=1 net.bridge.bridge-nf-call-iptables=1 net.ipv6.conf.all.disable_ipv6=0 net.ipv6.conf.all.forwarding=1
ip netns exec ask sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec ask sysctl -qw net.ipv6.conf.all.disable_ipv6=0 net.ipv6.conf.default.disable_ipv6=0 net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0 net.ipv6.conf.default.accept_ra=0
ip netns exec ask sysctl -qw net.ipv6.conf.all.disable_ipv6=0
ip netns exec web sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec web sysctl -qw net.ipv6.conf.all.disable_ipv6=0 net.ipv6.conf.default.disable_ipv6=0 net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0 net.ipv6.conf.default.accept_ra=0
ip netns exec web sysctl -qw net.ipv6.conf.all.disable_ipv6=0
ip netns exec api sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec api sysctl -qw net.ipv6.conf.all.disable_ipv6=0 net.ipv6.conf.default.disable_ipv6=0 net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0 net.ipv6.conf.default.accept_ra=0
ip netns exec api sysctl -qw net.ipv6.conf.all.disable_ipv6=0
ip -n sw link add name br-under index 2 type bridge
ip -n sw link add name p-gw index 3 address 02:50:00:00:00:01 type veth peer name eth0 index 2 address 52:54:00:00:00:01 netns gw
ip -n sw link add name p-left index 4 address 02:50:00:00:00:11 type veth peer name eth0 index 2 address 52:54:00:00:00:11 netns left
ip -n sw link add name p-right index 5 address 02:50:00:00:00:12 type veth peer name eth0 index 2 address 52:54:00:00:00:12 netns right
ip -n left link add name calie94a441d72e index 3 address ee:ee:ee:ee:ee:ee type veth peer name eth0 index 2 address 0a:ca:0a:f4:00:00 netns ask
ip -n left link add name cali68caf03a5f4 index 4 address ee:ee:ee:ee:ee:ee type veth peer name eth0 index 2 address 0a:ca:0a:f4:00:01 netns web
ip -n right link add name calibd0ecddfcf2 index 3 address ee:ee:ee:ee:ee:ee type veth peer name eth0 index 2 address 0a:ca:0a:f4:01:00 netns api
ip -n sw link set dev p-gw master br-under
ip -n sw link set dev p-left master br-under
ip -n sw link set dev p-right master br-under
ip -n gw link set dev lo up
ip -n gw addr add 2001:db8::10/128 dev lo
ip -n gw addr add 203.0.113.10/32 dev lo
ip -n gw addr add fd00:50::1/64 dev eth0
ip -n gw addr add 192.168.50.1/24 dev eth0
ip -n gw link set dev eth0 up
ip -n sw link set dev lo up
ip -n sw link set dev br-under up
ip -n sw link set dev p-gw up
ip -n sw link set dev p-left up
ip -n sw link set dev p-right up
ip -n left link set dev lo up
ip -n left addr add fd00:50::11/64 dev eth0
ip -n left addr add 192.168.50.11/24 dev eth0
ip -n left link set dev eth0 up
ip -n left link set dev calie94a441d72e up
ip -n left link set dev cali68caf03a5f4 up
ip -n right link set dev lo up
ip -n right addr add fd00:50::12/64 dev eth0
ip -n right addr add 192.168.50.12/24 dev eth0
ip -n right link set dev eth0 up
ip -n right link set dev calibd0ecddfcf2 up
ip -n ask link set dev lo up
ip -n ask addr add fd00:10:244::/128 dev eth0
ip -n ask addr add 10.244.0.0/32 dev eth0
ip -n ask link set dev eth0 up
ip -n web link set dev lo up
ip -n web addr add fd00:10:244::1/128 dev eth0
ip -n web addr add 10.244.0.1/32 dev eth0
ip -n web link set dev eth0 up
ip -n api link set dev lo up
ip -n api addr add fd00:10:244:1::/128 dev eth0
ip -n api addr add 10.244.1.0/32 dev eth0
ip -n api link set dev eth0 up
ip netns exec left sysctl -qw net.ipv4.conf.cali68caf03a5f4.forwarding=1 net.ipv4.conf.cali68caf03a5f4.proxy_arp=1 net.ipv4.conf.cali68caf03a5f4.route_localnet=1 net.ipv4.conf.cali68caf03a5f4.rp_filter=1 net.ipv4.conf.calie94a441d72e.forwarding=1 net.ipv4.conf.calie94a441d72e.proxy_arp=1 net.ipv4.conf.calie94a441d72e.route_localnet=1 net.ipv4.conf.calie94a441d72e.rp_filter=1 net.ipv4.neigh.cali68caf03a5f4.proxy_delay=0 net.ipv4.neigh.calie94a441d72e.proxy_delay=0 net.ipv6.conf.cali68caf03a5f4.disable_ipv6=0 net.ipv6.conf.cali68caf03a5f4.forwarding=1 net.ipv6.conf.cali68caf03a5f4.proxy_ndp=1 net.ipv6.conf.calie94a441d72e.disable_ipv6=0 net.ipv6.conf.calie94a441d72e.forwarding=1 net.ipv6.conf.calie94a441d72e.proxy_ndp=1
ip netns exec right sysctl -qw net.ipv4.conf.calibd0ecddfcf2.forwarding=1 net.ipv4.conf.calibd0ecddfcf2.proxy_arp=1 net.ipv4.conf.calibd0ecddfcf2.route_localnet=1 net.ipv4.conf.calibd0ecddfcf2.rp_filter=1 net.ipv4.neigh.calibd0ecddfcf2.proxy_delay=0 net.ipv6.conf.calibd0ecddfcf2.disable_ipv6=0 net.ipv6.conf.calibd0ecddfcf2.forwarding=1 net.ipv6.conf.calibd0ecddfcf2.proxy_ndp=1
ip -n left route add default via 192.168.50.1 dev eth0
ip -n left -6 route add default via fd00:50::1 dev eth0 metric 1024
ip -n left route add 10.244.0.0/32 dev calie94a441d72e
ip -n left -6 route add fd00:10:244::/128 dev calie94a441d72e metric 1024
ip -n left route add 10.244.0.1/32 dev cali68caf03a5f4
ip -n left -6 route add fd00:10:244::1/128 dev cali68caf03a5f4 metric 1024
ip -n left route add blackhole 10.244.0.0/26 proto bird
ip -n left -6 route add blackhole fd00:10:244::/122 proto bird metric 1024
ip -n left route add 10.244.1.0/26 via 192.168.50.12 dev eth0 proto bird
ip -n left -6 route add fd00:10:244:1::/122 via fd00:50::12 dev eth0 proto bird metric 1024
ip -n right route add default via 192.168.50.1 dev eth0
ip -n right -6 route add default via fd00:50::1 dev eth0 metric 1024
ip -n right route add 10.244.1.0/32 dev calibd0ecddfcf2
ip -n right -6 route add fd00:10:244:1::/128 dev calibd0ecddfcf2 metric 1024
ip -n right route add 10.244.0.0/26 via 192.168.50.11 dev eth0 proto bird
ip -n right -6 route add fd00:10:244::/122 via fd00:50::11 dev eth0 proto bird metric 1024
ip -n right route add blackhole 10.244.1.0/26 proto bird
ip -n right -6 route add blackhole fd00:10:244:1::/122 proto bird metric 1024
ip -n ask route add 169.254.1.1/32 dev eth0
ip -n ask route add default via 169.254.1.1 dev eth0
ip -n ask -6 route add default via fe80::ecee:eeff:feee:eeee dev eth0 metric 1024
ip -n web route add 169.254.1.1/32 dev eth0
ip -n web route add default via 169.254.1.1 dev eth0
ip -n web -6 route add default via fe80::ecee:eeff:feee:eeee dev eth0 metric 1024
ip -n api route add 169.254.1.1/32 dev eth0
ip -n api route add default via 169.254.1.1 dev eth0
ip -n api -6 route add default via fe80::ecee:eeff:feee:eeee dev eth0 metric 1024
ip netns exec left ipset restore <<'E'
create cali40masq-ipam-pools hash:net family inet hashsize 1024 maxelem 1048576
add cali40masq-ipam-pools 10.244.0.0/16
create cali40all-ipam-pools hash:net family inet hashsize 1024 maxelem 1048576
add cali40all-ipam-pools 10.244.0.0/16
create cali60masq-ipam-pools hash:net family inet6 hashsize 1024 maxelem 1048576
create cali60all-ipam-pools hash:net family inet6 hashsize 1024 maxelem 1048576
add cali60all-ipam-pools fd00:10:244::/56
E
ip netns exec right ipset restore <<'E'
create cali40masq-ipam-pools hash:net family inet hashsize 1024 maxelem 1048576
add cali40masq-ipam-pools 10.244.0.0/16
create cali40all-ipam-pools hash:net family inet hashsize 1024 maxelem 1048576
add cali40all-ipam-pools 10.244.0.0/16
create cali60masq-ipam-pools hash:net family inet6 hashsize 1024 maxelem 1048576
create cali60all-ipam-pools hash:net family inet6 hashsize 1024 maxelem 1048576
add cali60all-ipam-pools fd00:10:244::/56
E
ip netns exec left iptables-restore <<'E'
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:cali-OUTPUT - [0:0]
:cali-POSTROUTING - [0:0]
:cali-PREROUTING - [0:0]
:cali-fip-dnat - [0:0]
:cali-fip-snat - [0:0]
:cali-nat-outgoing - [0:0]
-A PREROUTING -m comment --comment "cali:6gwbT8clXdHdC1b1" -j cali-PREROUTING
-A OUTPUT -m comment --comment "cali:tVnHkvAo15HuiPy0" -j cali-OUTPUT
-A POSTROUTING -m comment --comment "cali:O3lYWMrLQYEMJtB5" -j cali-POSTROUTING
-A cali-OUTPUT -m comment --comment "cali:GBTAv2p5CwevEyJm" -j cali-fip-dnat
-A cali-POSTROUTING -m comment --comment "cali:Z-c7XtVd2Bq7s_hA" -j cali-fip-snat
-A cali-POSTROUTING -m comment --comment "cali:nYKhEzDlr11Jccal" -j cali-nat-outgoing
-A cali-PREROUTING -m comment --comment "cali:r6XmIziWUJsdOK6Z" -j cali-fip-dnat
-A cali-nat-outgoing -m comment --comment "cali:flqWnvo8yq4ULQLa" -m set --match-set cali40masq-ipam-pools src -m set ! --match-set cali40all-ipam-pools dst -j MASQUERADE --random-fully
COMMIT
E
ip netns exec right iptables-restore <<'E'
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:cali-OUTPUT - [0:0]
:cali-POSTROUTING - [0:0]
:cali-PREROUTING - [0:0]
:cali-fip-dnat - [0:0]
:cali-fip-snat - [0:0]
:cali-nat-outgoing - [0:0]
-A PREROUTING -m comment --comment "cali:6gwbT8clXdHdC1b1" -j cali-PREROUTING
-A OUTPUT -m comment --comment "cali:tVnHkvAo15HuiPy0" -j cali-OUTPUT
-A POSTROUTING -m comment --comment "cali:O3lYWMrLQYEMJtB5" -j cali-POSTROUTING
-A cali-OUTPUT -m comment --comment "cali:GBTAv2p5CwevEyJm" -j cali-fip-dnat
-A cali-POSTROUTING -m comment --comment "cali:Z-c7XtVd2Bq7s_hA" -j cali-fip-snat
-A cali-POSTROUTING -m comment --comment "cali:nYKhEzDlr11Jccal" -j cali-nat-outgoing
-A cali-PREROUTING -m comment --comment "cali:r6XmIziWUJsdOK6Z" -j cali-fip-dnat
-A cali-nat-outgoing -m comment --comment "cali:flqWnvo8yq4ULQLa" -m set --match-set cali40masq-ipam-pools src -m set ! --match-set cali40all-ipam-pools dst -j MASQUERADE --random-fully
COMMIT
E
ip netns exec left ip6tables-restore <<'E'
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:cali-OUTPUT - [0:0]
:cali-POSTROUTING - [0:0]
:cali-PREROUTING - [0:0]
:cali-fip-dnat - [0:0]
:cali-fip-snat - [0:0]
:cali-nat-outgoing - [0:0]
-A PREROUTING -m comment --comment "cali:6gwbT8clXdHdC1b1" -j cali-PREROUTING
-A OUTPUT -m comment --comment "cali:tVnHkvAo15HuiPy0" -j cali-OUTPUT
-A POSTROUTING -m comment --comment "cali:O3lYWMrLQYEMJtB5" -j cali-POSTROUTING
-A cali-OUTPUT -m comment --comment "cali:GBTAv2p5CwevEyJm" -j cali-fip-dnat
-A cali-POSTROUTING -m comment --comment "cali:Z-c7XtVd2Bq7s_hA" -j cali-fip-snat
-A cali-POSTROUTING -m comment --comment "cali:nYKhEzDlr11Jccal" -j cali-nat-outgoing
-A cali-PREROUTING -m comment --comment "cali:r6XmIziWUJsdOK6Z" -j cali-fip-dnat
COMMIT
E
ip netns exec right ip6tables-restore <<'E'
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:cali-OUTPUT - [0:0]
:cali-POSTROUTING - [0:0]
:cali-PREROUTING - [0:0]
:cali-fip-dnat - [0:0]
:cali-fip-snat - [0:0]
:cali-nat-outgoing - [0:0]
-A PREROUTING -m comment --comment "cali:6gwbT8clXdHdC1b1" -j cali-PREROUTING
-A OUTPUT -m comment --comment "cali:tVnHkvAo15HuiPy0" -j cali-OUTPUT
-A POSTROUTING -m comment --comment "cali:O3lYWMrLQYEMJtB5" -j cali-POSTROUTING
-A cali-OUTPUT -m comment --comment "cali:GBTAv2p5CwevEyJm" -j cali-fip-dnat
-A cali-POSTROUTING -m comment --comment "cali:Z-c7XtVd2Bq7s_hA" -j cali-fip-snat
-A cali-POSTROUTING -m comment --comment "cali:nYKhEzDlr11Jccal" -j cali-nat-outgoing
-A cali-PREROUTING -m comment --comment "cali:r6XmIziWUJsdOK6Z" -j cali-fip-dnat
COMMIT
E
# in gw the recorder itself answers HTTP on *:80
# in left the recorder itself answers HTTP on 0.0.0.0:179
# in left the recorder itself answers HTTP on :::179
# in right the recorder itself answers HTTP on 0.0.0.0:179
# in right the recorder itself answers HTTP on :::179
# in ask the recorder itself answers HTTP on *:8080
# in web the recorder itself answers HTTP on *:8080
# in api the recorder itself answers HTTP on *:8080
