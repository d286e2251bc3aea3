# Linux 6.18
# ip utility, iproute2-6.1.0, libbpf 1.1.2
# iptables v1.8.9 (nf_tables)
# conntrack v1.4.7 (conntrack-tools)
# BusyBox v1.35.0 (Debian 1:1.35.0-4+deb12u1+b1) multi-call binary.
ip netns add border
ip netns add fabric
ip netns add oslo
ip netns add rome
ip netns add bern
ip netns add ask
ip netns add prod.api
ip netns add web
ip netns add idle
ip netns exec border sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec border sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec border sysctl -qw net.ipv4.ip_forward=1
ip netns exec fabric sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec fabric sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec oslo sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec oslo sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec oslo sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=1
ip netns exec rome sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec rome sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec rome sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=1
ip netns exec bern sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec bern sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec bern sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=1
ip netns exec ask sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec ask sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec prod.api sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec prod.api sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec web sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec web sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec idle sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec idle sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip -n fabric link add name br-under index 2 type bridge
ip -n fabric link add name p-border index 3 address 02:50:00:00:00:01 type veth peer name eth0 index 2 address 52:54:00:00:00:01 netns border
ip -n fabric link add name p-oslo index 4 address 02:50:00:00:00:11 type veth peer name eth0 index 2 address 52:54:00:00:00:11 netns oslo
ip -n fabric link add name p-rome index 5 address 02:50:00:00:00:12 type veth peer name eth0 index 2 address 52:54:00:00:00:12 netns rome
ip -n fabric link add name p-bern index 6 address 02:50:00:00:00:13 type veth peer name eth0 index 2 address 52:54:00:00:00:13 netns bern
ip -n oslo link add name calie94a441d72e index 3 address ee:ee:ee:ee:ee:ee type veth peer name eth0 index 2 address 0a:ca:0a:40:08:00 netns ask
ip -n oslo link add name calic5c7e45c561 index 4 address ee:ee:ee:ee:ee:ee type veth peer name eth0 index 2 address 0a:ca:0a:40:08:28 netns prod.api
ip -n rome link add name cali68caf03a5f4 index 3 address ee:ee:ee:ee:ee:ee type veth peer name eth0 index 2 address 0a:ca:0a:40:09:00 netns web
ip -n bern link add name cali5d5a68c56a7 index 3 address ee:ee:ee:ee:ee:ee type veth peer name eth0 index 2 address 0a:ca:0a:40:0a:00 netns idle
ip -n fabric link set dev p-border master br-under
ip -n fabric link set dev p-oslo master br-under
ip -n fabric link set dev p-rome master br-under
ip -n fabric link set dev p-bern master br-under
ip -n border link set dev lo up
ip -n border addr add 203.0.113.10/32 dev lo
ip -n border addr add 172.20.7.1/22 dev eth0
ip -n border link set dev eth0 up
ip -n fabric link set dev lo up
ip -n fabric link set dev br-under up
ip -n fabric link set dev p-border up
ip -n fabric link set dev p-oslo up
ip -n fabric link set dev p-rome up
ip -n fabric link set dev p-bern up
ip -n oslo link set dev lo up
ip -n oslo addr add 172.20.4.20/22 dev eth0
ip -n oslo link set dev eth0 up
ip -n oslo link set dev calie94a441d72e up
ip -n oslo link set dev calic5c7e45c561 up
ip -n rome link set dev lo up
ip -n rome addr add 172.20.5.30/22 dev eth0
ip -n rome link set dev eth0 up
ip -n rome link set dev cali68caf03a5f4 up
ip -n bern link set dev lo up
ip -n bern addr add 172.20.4.11/22 dev eth0
ip -n bern link set dev eth0 up
ip -n bern link set dev cali5d5a68c56a7 up
ip -n ask link set dev lo up
ip -n ask addr add 10.64.8.0/32 dev eth0
ip -n ask link set dev eth0 up
ip -n prod.api link set dev lo up
ip -n prod.api addr add 10.64.8.40/32 dev eth0
ip -n prod.api link set dev eth0 up
ip -n web link set dev lo up
ip -n web addr add 10.64.9.0/32 dev eth0
ip -n web link set dev eth0 up
ip -n idle link set dev lo up
ip -n idle addr add 10.64.10.0/32 dev eth0
ip -n idle link set dev eth0 up
ip netns exec oslo sysctl -qw net.ipv4.conf.calic5c7e45c561.forwarding=1 net.ipv4.conf.calic5c7e45c561.proxy_arp=1 net.ipv4.conf.calic5c7e45c561.route_localnet=1 net.ipv4.conf.calic5c7e45c561.rp_filter=1 net.ipv4.conf.calie94a441d72e.forwarding=1 net.ipv4.conf.calie94a441d72e.proxy_arp=1 net.ipv4.conf.calie94a441d72e.route_localnet=1 net.ipv4.conf.calie94a441d72e.rp_filter=1 net.ipv4.neigh.calic5c7e45c561.proxy_delay=0 net.ipv4.neigh.calie94a441d72e.proxy_delay=0
ip netns exec rome sysctl -qw net.ipv4.conf.cali68caf03a5f4.forwarding=1 net.ipv4.conf.cali68caf03a5f4.proxy_arp=1 net.ipv4.conf.cali68caf03a5f4.route_localnet=1 net.ipv4.conf.cali68caf03a5f4.rp_filter=1 net.ipv4.neigh.cali68caf03a5f4.proxy_delay=0
ip netns exec bern sysctl -qw net.ipv4.conf.cali5d5a68c56a7.forwarding=1 net.ipv4.conf.cali5d5a68c56a7.proxy_arp=1 net.ipv4.conf.cali5d5a68c56a7.route_localnet=1 net.ipv4.conf.cali5d5a68c56a7.rp_filter=1 net.ipv4.neigh.cali5d5a68c56a7.proxy_delay=0
ip -n oslo route add default via 172.20.7.1 dev eth0
ip -n oslo route add 10.64.8.0/32 dev calie94a441d72e
ip -n oslo route add 10.64.8.40/32 dev calic5c7e45c561
ip -n oslo route add blackhole 10.64.8.0/28 proto bird
ip -n oslo route add blackhole 10.64.8.32/28 proto bird
ip -n oslo route add 10.64.9.0/28 via 172.20.5.30 dev eth0 proto bird
ip -n oslo route add 10.64.10.0/28 via 172.20.4.11 dev eth0 proto bird
ip -n rome route add default via 172.20.7.1 dev eth0
ip -n rome route add 10.64.9.0/32 dev cali68caf03a5f4
ip -n rome route add 10.64.8.0/28 via 172.20.4.20 dev eth0 proto bird
ip -n rome route add 10.64.8.32/28 via 172.20.4.20 dev eth0 proto bird
ip -n rome route add blackhole 10.64.9.0/28 proto bird
ip -n rome route add 10.64.10.0/28 via 172.20.4.11 dev eth0 proto bird
ip -n bern route add default via 172.20.7.1 dev eth0
ip -n bern route add 10.64.10.0/32 dev cali5d5a68c56a7
ip -n bern route add 10.64.8.0/28 via 172.20.4.20 dev eth0 proto bird
ip -n bern route add 10.64.8.32/28 via 172.20.4.20 dev eth0 proto bird
ip -n bern route add 10.64.9.0/28 via 172.20.5.30 dev eth0 proto bird
ip -n bern route add blackhole 10.64.10.0/28 proto bird
ip -n ask route add 169.254.1.1/32 dev eth0
ip -n ask route add default via 169.254.1.1 dev eth0
ip -n prod.api route add 169.254.1.1/32 dev eth0
ip -n prod.api route add default via 169.254.1.1 dev eth0
ip -n web route add 169.254.1.1/32 dev eth0
ip -n web route add default via 169.254.1.1 dev eth0
ip -n idle route add 169.254.1.1/32 dev eth0
ip -n idle route add default via 169.254.1.1 dev eth0
ip netns exec oslo ipset restore <<'E'
create cali40masq-ipam-pools hash:net family inet hashsize 1024 maxelem 1048576
add cali40masq-ipam-pools 10.64.0.0/16
create cali40all-ipam-pools hash:net family inet hashsize 1024 maxelem 1048576
add cali40all-ipam-pools 10.64.0.0/16
E
ip netns exec rome ipset restore <<'E'
create cali40masq-ipam-pools hash:net family inet hashsize 1024 maxelem 1048576
add cali40masq-ipam-pools 10.64.0.0/16
create cali40all-ipam-pools hash:net family inet hashsize 1024 maxelem 1048576
add cali40all-ipam-pools 10.64.0.0/16
E
ip netns exec bern ipset restore <<'E'
create cali40masq-ipam-pools hash:net family inet hashsize 1024 maxelem 1048576
add cali40masq-ipam-pools 10.64.0.0/16
create cali40all-ipam-pools hash:net family inet hashsize 1024 maxelem 1048576
add cali40all-ipam-pools 10.64.0.0/16
E
ip netns exec oslo iptables-restore <<'E'
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
ip netns exec rome iptables-restore <<'E'
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
ip netns exec bern iptables-restore <<'E'
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
# in border the recorder itself answers HTTP on *:80
# in oslo the recorder itself answers HTTP on *:179
# in rome the recorder itself answers HTTP on *:179
# in bern the recorder itself answers HTTP on *:179
# in ask the recorder itself answers HTTP on *:8080
# in prod.api the recorder itself answers HTTP on *:8080
# in web the recorder itself answers HTTP on *:8080
# in idle the recorder itself answers HTTP on *:8080
